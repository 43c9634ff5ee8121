package io.sockit.inet.icmp;

import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// How many errors each peer is sent: one for each span of the setting, and what it did not use of
/// the last few (Linux `inet_peer_xrlim_allow`). Of a bounded number of peers: sets of a hash table
/// whose key is secret; a peer that is new takes the place of the one of its set that was sent
/// nothing for longest, and starts anew if it comes back. On the strand.
final class PeerLimits {
    private static final int SETS = 256; // a power of two
    private static final int WAYS = 4;
    private static final int BURST = 6; // Linux XRLIM_BURST_FACTOR
    private static final long MILLISECOND = 1_000_000L;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L; // 2^64 / golden ratio

    private final IntSysctl spanV4;
    private final IntSysctl spanV6;
    private final long secret;
    private long[] highs = {};
    private long[] lows = {};
    private long[] credits = {};
    private long[] lasts = {};

    /// @param spanV4 milliseconds between two errors to an IPv4 peer, 0 for no limit
    /// @param spanV6 milliseconds between two errors to an IPv6 peer, 0 for no limit
    /// @param secret keeps others from choosing which peers meet
    PeerLimits(IntSysctl spanV4, IntSysctl spanV6, long secret) {
        this.spanV4 = spanV4;
        this.spanV6 = spanV6;
        this.secret = secret;
    }

    /// Takes one error from what a peer may be sent, if there is one left.
    boolean take(long high, long low, long now) {
        long span = (IpAddress.isV4(high, low) ? spanV4 : spanV6).value() * MILLISECOND;
        if (span == 0) {
            return true;
        }
        if (lows.length == 0) {
            highs = new long[SETS * WAYS];
            lows = new long[SETS * WAYS];
            credits = new long[SETS * WAYS];
            lasts = new long[SETS * WAYS];
        }
        int i = place(high, low, now, span);
        long most = span * BURST;
        long elapsed = now - lasts[i];
        long credit = elapsed >= most - credits[i] ? most : credits[i] + elapsed;
        boolean taken = credit >= span;
        credits[i] = taken ? credit - span : credit;
        lasts[i] = now;
        return taken;
    }

    /// The peer's own entry, or else that of another, made its own.
    private int place(long high, long low, long now, long span) {
        int from = set(high, low) * WAYS;
        int oldest = from;
        for (int i = from; i < from + WAYS; i++) {
            if (lows[i] == low && highs[i] == high) {
                return i;
            }
            oldest = lows[i] == 0 || lasts[i] - lasts[oldest] < 0 ? i : oldest;
        }
        highs[oldest] = high;
        lows[oldest] = low;
        credits[oldest] = span * BURST;
        lasts[oldest] = now;
        return oldest;
    }

    private int set(long high, long low) {
        long mixed = (high ^ secret) * MIX + low;
        mixed = (mixed ^ (mixed >>> Integer.SIZE) ^ secret) * MIX;
        return (int) (mixed >>> (Long.SIZE - Integer.numberOfTrailingZeros(SETS)));
    }
}
