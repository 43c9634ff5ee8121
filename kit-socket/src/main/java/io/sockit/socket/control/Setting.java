package io.sockit.socket.control;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.SysctlRegistry.RangeSysctl;

import java.util.regex.Pattern;

/// A setting with its type: one volatile field, so reading it costs one load. Thread-safe.
abstract sealed class Setting {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,10}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    final String name;
    final Owner owner;
    final String about;

    private Setting(String name, Owner owner, String about) {
        this.name = name;
        this.owner = owner;
        this.about = about;
    }

    abstract String text();

    /// Takes a value over.
    ///
    /// @return false, and nothing changed, where it is not allowed
    abstract boolean parse(String text);

    /// Type and range, for messages.
    abstract String allowed();

    private void requireAllowed(String initial) {
        if (!parse(initial)) {
            throw new IllegalArgumentException(
                    "sysctl %s: initial value %s (expected: %s)"
                            .formatted(name, initial, allowed()));
        }
    }

    /// The number of a text, or one outside every range of `int`.
    private static long number(String text) {
        return INTEGER.matcher(text).matches() ? Long.parseLong(text) : Long.MIN_VALUE;
    }

    static final class Whole extends Setting implements IntSysctl {
        private final int min;
        private final int max;
        private volatile int value;

        Whole(String name, Owner owner, String about, int initial, int min, int max) {
            super(name, owner, about);
            this.min = min;
            this.max = max;
            super.requireAllowed(Integer.toString(initial));
        }

        @Override
        public int value() {
            return value;
        }

        @Override
        String text() {
            return Integer.toString(value);
        }

        @Override
        boolean parse(String text) {
            long number = number(text);
            boolean allowed = number >= min && number <= max;
            if (allowed) {
                value = (int) number;
            }
            return allowed;
        }

        @Override
        String allowed() {
            return "a whole number from " + min + " to " + max;
        }
    }

    static final class Flag extends Setting implements BooleanSysctl {
        private volatile boolean value;

        Flag(String name, Owner owner, String about, boolean initial) {
            super(name, owner, about);
            value = initial;
        }

        @Override
        public boolean value() {
            return value;
        }

        @Override
        String text() {
            return value ? "1" : "0";
        }

        @Override
        boolean parse(String text) {
            boolean allowed = text.equals("0") || text.equals("1");
            if (allowed) {
                value = text.equals("1");
            }
            return allowed;
        }

        @Override
        String allowed() {
            return "0 or 1";
        }
    }

    static final class Range extends Setting implements RangeSysctl {
        private final int min;
        private final int max;
        private volatile long pair;

        Range(String name, Owner owner, String about, int first, int second, int min, int max) {
            super(name, owner, about);
            this.min = min;
            this.max = max;
            super.requireAllowed(first + " " + second);
        }

        @Override
        public long pair() {
            return pair;
        }

        @Override
        String text() {
            long now = pair;
            return (int) (now >>> Integer.SIZE) + " " + (int) now;
        }

        @Override
        boolean parse(String text) {
            String[] parts = SPACE.split(text, -1);
            if (parts.length != 2) {
                return false;
            }
            long first = number(parts[0]);
            long second = number(parts[1]);
            boolean allowed = first >= min && first <= second && second <= max;
            if (allowed) {
                pair = first << Integer.SIZE | (second & 0xffff_ffffL);
            }
            return allowed;
        }

        @Override
        String allowed() {
            return "two whole numbers from %d to %d, the first at most the second"
                    .formatted(min, max);
        }
    }
}
