package io.sockit.tcp;

import io.sockit.inet.spi.PcbEntry;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;

/// SYN cookies (RFC 4987 §3.6): while the queue of a listener is full, what a SYN asked for is kept
/// in our sequence number and timestamp, and nothing in memory. On the strand.
///
/// The sequence number is a keyed hash of both ends and of the peer's number, with the minute and
/// one of eight segment sizes in it; window scale, SACK and ECN are in the low bits of the
/// timestamp that the peer echoes.
final class SynCookies {
    private static final long PERIOD = 64 * RoundTrip.SECOND;
    private static final int MOST_AGE = 2; // periods
    private static final int SIZE_BITS = 3;
    private static final int TIME_BITS = 5;
    private static final int[] SIZES = {216, 536, 1024, 1220, 1300, 1400, 1440, 1460};
    private static final int OPTION_BITS = 6;
    private static final int NO_SCALE = 0xf;
    private static final int SACK = 1 << 4;
    private static final int ECN = 1 << 5;

    private final Strand strand;
    private final SipHash hash;

    SynCookies(Strand strand, RandomStreams random) {
        this.strand = strand;
        hash = new SipHash(random.stream("tcp.cookies"));
    }

    private int period() {
        return (int) (strand.now() / PERIOD);
    }

    /// The initial sequence number that stands for a SYN.
    int make(PcbEntry ends, int peerSequence, int mss) {
        int size = SIZES.length - 1;
        while (size > 0 && SIZES[size] > mss) {
            size--;
        }
        return cookie(ends, peerSequence, period(), size);
    }

    private int cookie(PcbEntry ends, int peerSequence, int period, int size) {
        long ports = ((long) ends.localPort() << 16) | ends.peerPort();
        long hashed =
                hash.of(
                        ends.localHigh() ^ ends.localLow(),
                        ends.peerHigh() ^ Long.rotateLeft(ends.peerLow(), 17),
                        ends.peerLow(),
                        (ports << Integer.SIZE) | (peerSequence & 0xffff_ffffL),
                        ((long) period << SIZE_BITS) | size);
        int low = ((period & ((1 << TIME_BITS) - 1)) << SIZE_BITS) | size;
        return ((int) hashed << (TIME_BITS + SIZE_BITS)) | low;
    }

    /// The segment size that a cookie of ours stands for, or 0 where it is none.
    ///
    /// @param cookie one less than what the peer acknowledges
    int check(PcbEntry ends, int peerSequence, int cookie) {
        int size = cookie & ((1 << SIZE_BITS) - 1);
        int now = period();
        for (int age = 0; age < MOST_AGE; age++) {
            if (cookie(ends, peerSequence, now - age, size) == cookie) {
                return SIZES[size];
            }
        }
        return 0;
    }

    /// A timestamp, at most a little in the past, that says what the peer's SYN offered.
    static int timestamp(int clock, int scale, boolean sack, boolean ecn) {
        int options = scale == Segment.NONE ? NO_SCALE : Math.min(scale, 14);
        options |= (sack ? SACK : 0) | (ecn ? ECN : 0);
        int stamp = ((clock >>> OPTION_BITS) << OPTION_BITS) | options;
        return stamp - clock > 0 ? stamp - (1 << OPTION_BITS) : stamp;
    }

    static int scale(int echo) {
        int scale = echo & NO_SCALE;
        return scale == NO_SCALE ? Segment.NONE : scale;
    }

    static boolean sack(int echo) {
        return (echo & SACK) != 0;
    }

    static boolean ecn(int echo) {
        return (echo & ECN) != 0;
    }
}
