package io.sockit.tcp;

import io.sockit.spi.packet.Bytes;

/// Writes the options of a segment in Linux's order, padded with NOPs to whole words (RFC 9293
/// §3.2, RFC 7323, RFC 2018).
final class OutgoingOptions {
    /// Timestamps behind two NOPs.
    static final int TIMESTAMPS = 12;

    private static final int NOP = 1;
    private static final int MSS = (2 << 24) | (4 << 16);
    private static final int WINDOW_SCALE = (NOP << 24) | (3 << 16) | (3 << 8);
    private static final int SACK_PERMITTED = (4 << 8) | 2;
    private static final int TIMESTAMPS_START = (8 << 8) | 10;
    private static final int NOPS = ((NOP << 8) | NOP) << 16;
    private static final int SACK = NOPS | (5 << 8);
    private static final int BLOCK = 8;

    private OutgoingOptions() {}

    /// What a SYN says besides its maximum segment size.
    ///
    /// @param scale the shift of the windows to come, or [Segment#NONE]
    record Offer(int mss, int scale, boolean sack, boolean timestamps) {
        int length() {
            return 4 + (timestamps ? TIMESTAMPS : sack ? 4 : 0) + (scale == Segment.NONE ? 0 : 4);
        }
    }

    /// Writes the options of a SYN.
    ///
    /// @param echo the timestamp to echo, 0 in a first SYN
    static void syn(byte[] head, int from, Offer offer, int timestamp, int echo) {
        int at = from;
        Bytes.u32(head, at, MSS | offer.mss());
        at += 4;
        if (offer.timestamps()) {
            int filler = offer.sack() ? (SACK_PERMITTED << 16) : NOPS;
            timestamps(head, at, filler, timestamp, echo);
            at += TIMESTAMPS;
        } else if (offer.sack()) {
            Bytes.u32(head, at, NOPS | SACK_PERMITTED);
            at += 4;
        }
        if (offer.scale() != Segment.NONE) {
            Bytes.u32(head, at, WINDOW_SCALE | offer.scale());
        }
    }

    static void timestamps(byte[] head, int at, int timestamp, int echo) {
        timestamps(head, at, NOPS, timestamp, echo);
    }

    private static void timestamps(byte[] head, int at, int filler, int timestamp, int echo) {
        Bytes.u32(head, at, filler | TIMESTAMPS_START);
        Bytes.u32(head, at + 4, timestamp);
        Bytes.u32(head, at + 8, echo);
    }

    /// How many SACK blocks fit beside timestamps or alone (RFC 2018 §3).
    static int sackBlocks(int wanted, boolean timestamps) {
        return Math.min(wanted, timestamps ? 3 : 4);
    }

    static int sackLength(int blocks) {
        return blocks == 0 ? 0 : 4 + blocks * BLOCK;
    }

    /// Writes the begin of a SACK option, whose edges follow.
    static void sack(byte[] head, int at, int blocks) {
        Bytes.u32(head, at, SACK | (2 + blocks * BLOCK));
    }
}
