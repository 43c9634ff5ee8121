package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;

/// A setting of one or two whole numbers in one volatile field, so reading it costs one load.
/// Thread-safe.
final class NumberSetting extends Setting {
    private final boolean isPair;
    private final int min;
    private final int max;

    /// The first number in the upper half, the second of a pair in the lower.
    private volatile long pair;

    private NumberSetting(
            String name,
            Owner owner,
            String about,
            boolean isPair,
            int min,
            int max,
            String allowed) {
        super(name, owner, about, allowed);
        this.isPair = isPair;
        this.min = min;
        this.max = max;
    }

    static NumberSetting number(String name, Owner owner, String about, int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return new NumberSetting(name, owner, about, false, min, max, allowed);
    }

    static NumberSetting flag(String name, Owner owner, String about) {
        return new NumberSetting(name, owner, about, false, 0, 1, "0 or 1");
    }

    static NumberSetting pair(String name, Owner owner, String about, int min, int max) {
        String allowed =
                "two whole numbers from %d to %d, the first at most the second".formatted(min, max);
        return new NumberSetting(name, owner, about, true, min, max, allowed);
    }

    int first() {
        return (int) (pair >>> Integer.SIZE);
    }

    long pair() {
        return pair;
    }

    @Override
    String text() {
        long now = pair;
        int first = (int) (now >>> Integer.SIZE);
        return isPair ? first + " " + (int) now : Integer.toString(first);
    }

    @Override
    boolean parse(String text) {
        String[] parts = parts(text);
        if (parts.length != (isPair ? 2 : 1)) {
            return false;
        }
        long first = number(parts[0]);
        long second = isPair ? number(parts[1]) : first;
        boolean allows = within(first) && within(second) && first <= second;
        if (allows) {
            pair = first << Integer.SIZE | (isPair ? second & 0xffff_ffffL : 0);
        }
        return allows;
    }

    private boolean within(long number) {
        return number >= min && number <= max;
    }
}
