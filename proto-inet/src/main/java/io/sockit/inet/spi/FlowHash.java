package io.sockit.inet.spi;

import java.util.random.RandomGenerator;

/// A hash of two ends with a secret key, so that nobody can choose its values: an attacker could
/// otherwise fill one place of a table, or choose the worker of an `SO_REUSEPORT` group. Immutable.
final class FlowHash {
    private final long first;
    private final long second;
    private final long third;

    /// @param random draws the key
    FlowHash(RandomGenerator random) {
        first = random.nextLong();
        second = random.nextLong();
        third = random.nextLong();
    }

    int of(
            long localHigh,
            long localLow,
            int localPort,
            long peerHigh,
            long peerLow,
            int peerPort) {
        long low = fold(localLow ^ first, peerLow ^ second);
        long ports = (long) localPort << Integer.SIZE | peerPort;
        long all = fold(localHigh ^ low ^ third, peerHigh ^ ports ^ second);
        return (int) (all ^ all >>> Integer.SIZE);
    }

    /// Both halves of the 128-bit product in one.
    private static long fold(long a, long b) {
        return a * b ^ Math.multiplyHigh(a, b);
    }
}
