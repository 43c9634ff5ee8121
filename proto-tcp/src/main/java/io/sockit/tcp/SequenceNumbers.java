package io.sockit.tcp;

import io.sockit.inet.spi.PcbEntry;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;

/// Initial sequence numbers (RFC 6528): a clock and a keyed hash of both ends, so that nobody
/// guesses them who does not see the packets; and offsets of timestamps alike (RFC 7323 §7.1). On
/// the strand.
final class SequenceNumbers {
    private static final int TICK = 64; // nanoseconds a number, as Linux

    private final Strand strand;
    private final SipHash hash;
    private final TcpSysctls sysctls;

    SequenceNumbers(Strand strand, RandomStreams random, TcpSysctls sysctls) {
        this.strand = strand;
        this.sysctls = sysctls;
        hash = new SipHash(random.stream("tcp.iss"));
    }

    int of(PcbEntry ends) {
        long ports = ((long) ends.localPort() << Integer.SIZE) | ends.peerPort();
        long hashed =
                hash.of(ends.localHigh(), ends.localLow(), ends.peerHigh(), ends.peerLow(), ports);
        return (int) hashed + (int) (strand.now() / TICK);
    }

    int timestampOffset(PcbEntry ends) {
        if (sysctls.timestamps.value() == 2) {
            return 0;
        }
        return (int)
                hash.of(ends.localHigh(), ends.localLow(), ends.peerHigh(), ends.peerLow(), -1);
    }
}
