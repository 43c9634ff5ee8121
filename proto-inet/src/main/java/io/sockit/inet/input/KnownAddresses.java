package io.sockit.inet.input;

/// Pairs of addresses, source and destination, of which a packet was found to be right and for this
/// host alone when it came by an interface: the next one needs no look at routes. A pair takes the
/// place of another with its hash; all are forgotten when a route, an address or an interface
/// changes. On the strand.
final class KnownAddresses {
    private static final int PAIRS = 64; // a power of two
    private static final int LONGS = 4;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L; // 2^64 / golden ratio
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PAIRS);

    private final long[] addresses = new long[PAIRS * LONGS];
    private final int[] links = new int[PAIRS];
    private final int[] generations = new int[PAIRS]; // 0: of none

    /// @param generation of the routes, not 0
    boolean holds(int generation, int link, long a, long b, long c, long d) {
        int i = place(a, b, c, d);
        int at = i * LONGS;
        return generations[i] == generation
                && links[i] == link
                && addresses[at] == a
                && addresses[at + 1] == b
                && addresses[at + 2] == c
                && addresses[at + 3] == d;
    }

    void keep(int generation, int link, long a, long b, long c, long d) {
        int i = place(a, b, c, d);
        int at = i * LONGS;
        generations[i] = generation;
        links[i] = link;
        addresses[at] = a;
        addresses[at + 1] = b;
        addresses[at + 2] = c;
        addresses[at + 3] = d;
    }

    private static int place(long a, long b, long c, long d) {
        return (int) (((((a * 31 + b) * 31 + c) * 31 + d) * MIX) >>> SHIFT);
    }
}
