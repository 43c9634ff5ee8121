package io.sockit.inet.fragment;

import io.sockit.spi.SysctlRegistry.IntSysctl;

import java.util.function.LongSupplier;

/// How large packets may be on the way to a destination, as routers told (RFC 1191, RFC 8201):
/// at most [#ENTRIES] destinations, the one that ends first making room. On the strand.
final class PathMtus {
    /// Destinations that are remembered.
    static final int ENTRIES = 1024;

    /// What [#find] answers where nothing is known.
    static final int UNKNOWN = 0;

    private static final int WAYS = 4;
    private static final int SETS = ENTRIES / WAYS; // a power of two
    private static final int LOCKED = 1 << 30;
    private static final long SECOND = 1_000_000_000L;

    private final IntSysctl seconds;
    private final DatagramKey key = new DatagramKey();
    private final long secret;

    // All empty until something is learnt.
    private long[] highs = {};
    private long[] lows = {};
    private long[] ends = {};
    private int[] values = {};

    /// @param seconds how long an answer holds
    /// @param secret what keeps others from choosing which entries meet
    PathMtus(IntSysctl seconds, long secret) {
        this.seconds = seconds;
        this.secret = secret;
    }

    /// What is known of a destination: for [#mtu] and [#locked].
    ///
    /// @param clock read only if there is an entry
    int find(long high, long low, LongSupplier clock) {
        if (values.length == 0) {
            return UNKNOWN;
        }
        int from = set(high, low);
        for (int i = from; i < from + WAYS; i++) {
            if (values[i] != UNKNOWN && lows[i] == low && highs[i] == high) {
                return clock.getAsLong() < ends[i] ? values[i] : UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /// The largest packet that passes a link and the way behind it.
    static int mtu(int found, int link) {
        return found == UNKNOWN ? link : Math.min(link, found & ~LOCKED);
    }

    /// Whether the way is narrower than a path MTU may be: then routers must be let cut.
    static boolean locked(int found) {
        return (found & LOCKED) != 0;
    }

    /// Remembers what a router told, unless it says that more passes than is known.
    ///
    /// @param least below which no path MTU goes; less than it locks
    void learn(long high, long low, int told, int least, LongSupplier clock) {
        int known = find(high, low, clock);
        if (known != UNKNOWN && told >= (known & ~LOCKED)) {
            return;
        }
        if (values.length == 0) {
            highs = new long[ENTRIES];
            lows = new long[ENTRIES];
            ends = new long[ENTRIES];
            values = new int[ENTRIES];
        }
        int i = place(high, low);
        highs[i] = high;
        lows[i] = low;
        ends[i] = clock.getAsLong() + seconds.value() * SECOND;
        values[i] = told < least ? least | LOCKED : told;
    }

    /// The destination's own entry, or an empty one, or the one that ends first.
    private int place(long high, long low) {
        int from = set(high, low);
        int best = from;
        for (int i = from; i < from + WAYS; i++) {
            if (values[i] != UNKNOWN && lows[i] == low && highs[i] == high) {
                return i;
            }
            if (values[best] != UNKNOWN && (values[i] == UNKNOWN || ends[i] < ends[best])) {
                best = i;
            }
        }
        return best;
    }

    private int set(long high, long low) {
        key.set(high, low, 0, 0, 0, 0);
        return (key.hash(secret) & (SETS - 1)) * WAYS;
    }
}
