package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.SysctlRegistry.Triple;

/// A setting of three whole numbers, each at most the next. Thread-safe.
final class TripleSetting extends Setting {
    private final int min;
    private final int max;
    private volatile Triple value = new Triple(0, 0, 0);

    TripleSetting(String name, Owner owner, String about, int min, int max) {
        super(
                name,
                owner,
                about,
                "three whole numbers from %d to %d, each at most the next".formatted(min, max));
        this.min = min;
        this.max = max;
    }

    Triple value() {
        return value;
    }

    @Override
    String text() {
        Triple now = value;
        return "%d %d %d".formatted(now.least(), now.usual(), now.most());
    }

    @Override
    boolean parse(String text) {
        String[] parts = parts(text);
        if (parts.length != 3) {
            return false;
        }
        long least = number(parts[0]);
        long usual = number(parts[1]);
        long most = number(parts[2]);
        boolean allows = min <= least && least <= usual && usual <= most && most <= max;
        if (allows) {
            value = new Triple((int) least, (int) usual, (int) most);
        }
        return allows;
    }
}
