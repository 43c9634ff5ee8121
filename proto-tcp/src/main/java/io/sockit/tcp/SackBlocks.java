package io.sockit.tcp;

import io.sockit.spi.packet.Bytes;

/// What the peer is told of data behind a gap: the islands that changed last first (RFC 2018 §4),
/// and before them what came twice (RFC 2883). On the strand.
final class SackBlocks {
    private static final int MOST = 4;
    private static final long NONE = Sender.NONE;

    private final Connection connection;
    private final long[] edges = new long[2 * MOST];
    private int count;
    private long twiceStart = NONE;
    private long twiceEnd;

    SackBlocks(Connection connection) {
        this.connection = connection;
    }

    /// Something has come twice.
    void twice(long start, long end) {
        if (connection.hasSack() && connection.tcp.sysctls.dsack.value()) {
            twiceStart = start;
            twiceEnd = end;
        }
    }

    /// An island has changed: what it has taken in is no block of its own.
    void note(long start, long end) {
        if (!connection.hasSack()) {
            return;
        }
        long[] old = connection.tcp.sackScratch;
        System.arraycopy(edges, 0, old, 0, 2 * count);
        int had = count;
        edges[0] = start;
        edges[1] = end;
        count = 1;
        for (int i = 0; i < had && count < MOST; i++) {
            boolean apart = old[2 * i + 1] < start || old[2 * i] > end;
            if (apart) {
                edges[2 * count] = old[2 * i];
                edges[2 * count + 1] = old[2 * i + 1];
                count++;
            }
        }
    }

    /// Everything before a position has arrived.
    void trim(long position) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (edges[2 * i] > position) {
                edges[2 * kept] = edges[2 * i];
                edges[2 * kept + 1] = edges[2 * i + 1];
                kept++;
            }
        }
        count = kept;
    }

    void clear() {
        count = 0;
    }

    /// Blocks of the next segment.
    int count() {
        int wanted = count + (twiceStart == NONE ? 0 : 1);
        return OutgoingOptions.sackBlocks(wanted, connection.hasTimestamps());
    }

    /// The highest position of any block, or another where that is higher.
    long highest(long other) {
        long highest = other;
        for (int i = 0; i < count; i++) {
            highest = Math.max(highest, edges[2 * i + 1]);
        }
        return highest;
    }

    /// Writes blocks into a segment; what came twice is told once.
    void write(byte[] head, int from, int blocks) {
        int at = from;
        int left = blocks;
        if (twiceStart != NONE) {
            Bytes.u32(head, at, connection.wireIn(twiceStart));
            Bytes.u32(head, at + 4, connection.wireIn(twiceEnd));
            twiceStart = NONE;
            at += 8;
            left--;
        }
        for (int i = 0; i < left; i++) {
            Bytes.u32(head, at, connection.wireIn(edges[2 * i]));
            Bytes.u32(head, at + 4, connection.wireIn(edges[2 * i + 1]));
            at += 8;
        }
    }
}
