package io.sockit.inet.route;

/// Arithmetic of 128-bit prefixes as pairs of `long`.
final class Bits {
    /// How many there are.
    static final int ALL = 128;

    /// Bits in front of a mapped IPv4 address.
    static final int V4_OFFSET = 96;

    private Bits() {}

    static long maskHigh(long high, int length) {
        return length >= Long.SIZE ? high : high & ~ones(Long.SIZE - length);
    }

    static long maskLow(long low, int length) {
        return length <= Long.SIZE ? 0 : low & ~ones(ALL - length);
    }

    /// A number whose lower `count` bits are one, `count` being 0 to 64.
    private static long ones(int count) {
        return count == 0 ? 0 : -1L >>> (Long.SIZE - count);
    }

    /// The last address of the prefix, of the low half.
    static long lastLow(long low, int length) {
        return low | ones(Math.min(Long.SIZE, ALL - length));
    }

    /// How many bits two addresses have in common from the left.
    static int common(long high, long low, long otherHigh, long otherLow) {
        long differ = high ^ otherHigh;
        return differ != 0
                ? Long.numberOfLeadingZeros(differ)
                : Long.SIZE + Long.numberOfLeadingZeros(low ^ otherLow);
    }

    /// The bit at this index from the left, 0 or 1.
    static int at(long high, long low, int index) {
        long half = index < Long.SIZE ? high : low;
        return (int) (half >>> (Long.SIZE - 1 - index % Long.SIZE)) & 1;
    }
}
