package io.sockit.inet.fragment;

/// What the fragments of one datagram have in common. Written again for each. On the strand.
final class DatagramKey {
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int identification;

    /// The protocol over IPv4 (RFC 791 §3.2); the interface where IPv6 addresses are scoped.
    private int other;

    void set(
            long newSourceHigh,
            long newSourceLow,
            long newDestinationHigh,
            long newDestinationLow,
            int newIdentification,
            int newOther) {
        sourceHigh = newSourceHigh;
        sourceLow = newSourceLow;
        destinationHigh = newDestinationHigh;
        destinationLow = newDestinationLow;
        identification = newIdentification;
        other = newOther;
    }

    void set(DatagramKey from) {
        set(
                from.sourceHigh,
                from.sourceLow,
                from.destinationHigh,
                from.destinationLow,
                from.identification,
                from.other);
    }

    boolean same(DatagramKey it) {
        return identification == it.identification
                && other == it.other
                && sourceLow == it.sourceLow
                && destinationLow == it.destinationLow
                && sourceHigh == it.sourceHigh
                && destinationHigh == it.destinationHigh;
    }

    /// A number that nobody can choose without the secret.
    int hash(long secret) {
        long hash = mix(secret ^ sourceLow);
        hash = mix(hash ^ sourceHigh);
        hash = mix(hash ^ destinationLow);
        hash = mix(hash ^ destinationHigh);
        return (int) (mix(hash ^ ((long) identification << Integer.SIZE | other)) >>> Integer.SIZE);
    }

    /// David Stafford's mixer.
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
