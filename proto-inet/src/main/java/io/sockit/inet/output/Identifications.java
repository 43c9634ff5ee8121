package io.sockit.inet.output;

import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.RandomStreams;

import jakarta.inject.Inject;

import java.util.random.RandomGenerator;

/// The identifications of what may be cut. On the strand.
///
/// IPv4 has 16 bits, which must not come again soon between two hosts (RFC 6864 §4.3): a counter
/// for each of many groups of destinations, from a random start (RFC 7739 §5.2, Linux). IPv6 has
/// 32, drawn at random (RFC 7739 §5.3).
final class Identifications {
    private static final int COUNTERS = 1024; // a power of two

    private final RandomGenerator random;
    private final short[] counters = new short[COUNTERS];
    private final long secret;

    @Inject
    Identifications(RandomStreams streams) {
        random = streams.stream("ip.identification");
        secret = random.nextLong() | 1;
        for (int i = 0; i < COUNTERS; i++) {
            counters[i] = (short) random.nextInt();
        }
    }

    int nextV4(IpFlow flow) {
        long mixed = (flow.destinationLow() ^ secret) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> Integer.SIZE ^ flow.sourceLow()) * secret;
        int slot = (int) (mixed >>> Integer.SIZE) & (COUNTERS - 1);
        return counters[slot]++ & 0xffff;
    }

    int nextV6() {
        return random.nextInt();
    }
}
