package io.sockit.pcap.file;

/// The units in which an interface counts time: if_tsresol and if_tsoffset.
final class Timescale {
    static final int MICROSECONDS = 6;
    static final int NANOSECONDS = 9;

    private static final int BASE_TWO = 0x80;
    private static final int EXPONENT = 0x7f;
    private static final long SECOND = 1_000_000_000L;

    /// Of ten, all that 64 bits without a sign hold.
    private static final long[] POWERS = powers();

    private final int resolution;
    private final long offset;

    /// Nanoseconds of a unit where they are whole, and times up to which the product is simple.
    private final long factor;

    private final long simple;

    /// @param resolution bit 7 clear: units of 10^-n seconds; set: 2^-n
    /// @param offset seconds to add
    Timescale(int resolution, long offset) {
        this.resolution = resolution;
        this.offset = offset;
        boolean whole = resolution <= NANOSECONDS;
        factor = whole ? POWERS[NANOSECONDS - resolution] : 0;
        simple = whole && offset == 0 ? Long.MAX_VALUE / factor : -1;
    }

    private static long[] powers() {
        long[] powers = new long[20];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /// Nanoseconds since the epoch; beyond a `long`, its last value.
    ///
    /// @param units 64 bits without a sign
    long nanos(long units) {
        return units >= 0 && units <= simple ? units * factor : exact(units);
    }

    private long exact(long units) {
        long seconds;
        long nanos;
        int n = resolution & EXPONENT;
        if ((resolution & BASE_TWO) != 0) {
            seconds = n < Long.SIZE ? units >>> n : 0;
            nanos = binaryFraction(n < Long.SIZE ? units - (seconds << n) : units, n);
        } else if (n < POWERS.length) {
            seconds = Long.divideUnsigned(units, POWERS[n]);
            long rest = Long.remainderUnsigned(units, POWERS[n]);
            nanos =
                    n <= NANOSECONDS
                            ? rest * factor
                            : Long.divideUnsigned(rest, POWERS[n - NANOSECONDS]);
        } else {
            seconds = 0;
            nanos = tiny(units, n);
        }
        return sum(seconds, nanos);
    }

    /// units * 10^9 / 2^n, where units < 2^n.
    private static long binaryFraction(long units, int n) {
        long high = Math.unsignedMultiplyHigh(units, SECOND);
        long low = units * SECOND;
        if (n < Long.SIZE) {
            return n == 0 ? 0 : high << (Long.SIZE - n) | low >>> n;
        }
        return high >>> (n - Long.SIZE);
    }

    /// units / 10^(n - 9) for the finest units: all 64 bits are some seconds at most.
    private static long tiny(long units, int n) {
        int more = n - NANOSECONDS;
        return more < POWERS.length ? Long.divideUnsigned(units, POWERS[more]) : 0;
    }

    private long sum(long seconds, long nanos) {
        long whole = seconds + offset;
        // Seconds have no sign, the offset has.
        boolean beyond = seconds < 0 ? offset >= 0 || whole < 0 : offset > 0 && whole < 0;
        long most = Long.MAX_VALUE / SECOND;
        if (beyond || whole >= most) {
            return Long.MAX_VALUE;
        }
        return whole <= -most ? -Long.MAX_VALUE : whole * SECOND + nanos;
    }
}
