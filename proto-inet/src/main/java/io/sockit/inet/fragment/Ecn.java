package io.sockit.inet.fragment;

/// Congestion marks of fragments, put together (RFC 3168 §5.3). A set of marks has the bit `1 <<
/// mark` for each.
final class Ecn {
    static final int MASK = 3;

    private static final int NOT_CAPABLE = 1;
    private static final int CONGESTED = 1 << MASK;

    private Ecn() {}

    /// The set of one traffic class's mark.
    static int seen(int trafficClass) {
        return 1 << (trafficClass & MASK);
    }

    /// Whether fragments of one datagram may have these marks: capable ones and others do not mix.
    static boolean valid(int seen) {
        return (seen & NOT_CAPABLE) == 0 || seen == NOT_CAPABLE;
    }

    /// The bits to add to the first fragment's: congestion of one is congestion of all.
    static int toAdd(int seen) {
        return (seen & CONGESTED) != 0 ? MASK : 0;
    }
}
