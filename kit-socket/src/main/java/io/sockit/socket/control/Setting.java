package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;

import java.util.regex.Pattern;

/// A setting of one or two whole numbers in one volatile field, so reading it costs one load.
/// Thread-safe.
final class Setting {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,10}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    final String name;
    final Owner owner;
    final String about;
    private final boolean isPair;
    private final int min;
    private final int max;
    private final String allowed;

    /// Runs after each new value.
    volatile Runnable whenSet = () -> {};

    /// The first number in the upper half, the second of a pair in the lower.
    private volatile long pair;

    private Setting(
            String name,
            Owner owner,
            String about,
            boolean isPair,
            int min,
            int max,
            String allowed) {
        this.name = name;
        this.owner = owner;
        this.about = about;
        this.isPair = isPair;
        this.min = min;
        this.max = max;
        this.allowed = allowed;
    }

    static Setting number(String name, Owner owner, String about, int min, int max) {
        String allowed = "a whole number from " + min + " to " + max;
        return new Setting(name, owner, about, false, min, max, allowed);
    }

    static Setting flag(String name, Owner owner, String about) {
        return new Setting(name, owner, about, false, 0, 1, "0 or 1");
    }

    static Setting pair(String name, Owner owner, String about, int min, int max) {
        String allowed =
                "two whole numbers from %d to %d, the first at most the second".formatted(min, max);
        return new Setting(name, owner, about, true, min, max, allowed);
    }

    /// Sets the value that the owner declares.
    Setting initially(String text) {
        if (!parse(text)) {
            throw new IllegalArgumentException(
                    "sysctl %s: initial value %s (expected: %s)".formatted(name, text, allowed));
        }
        return this;
    }

    /// Type and range, for messages.
    String allowed() {
        return allowed;
    }

    int first() {
        return (int) (pair >>> Integer.SIZE);
    }

    long pair() {
        return pair;
    }

    String text() {
        long now = pair;
        int first = (int) (now >>> Integer.SIZE);
        return isPair ? first + " " + (int) now : Integer.toString(first);
    }

    /// Takes a value over.
    ///
    /// @return false, and nothing changed, if it is not allowed
    boolean parse(String text) {
        String[] parts = SPACE.split(text, -1);
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

    /// The number of a text, or one outside every range of `int`.
    private static long number(String text) {
        return INTEGER.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
    }
}
