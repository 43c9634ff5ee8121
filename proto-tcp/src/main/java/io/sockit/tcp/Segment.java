package io.sockit.tcp;

import io.sockit.inet.spi.IpPacket;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

/// What a received segment says: header and options (RFC 9293 §3.1 and §3.2, RFC 7323, RFC 2018).
/// One of a host, filled anew for each segment. On the strand.
final class Segment {
    static final int NONE = -1;

    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    private static final int MOST_SACK_BLOCKS = 4;

    int sequence;
    int acknowledgment;
    int flags;
    int window;
    int urgent;

    /// The ECN field of its network header (RFC 3168 §5).
    int ecn;

    /// Bytes of data.
    int length;

    int mss;
    int windowScale;
    boolean sackPermitted;
    boolean hasTimestamps;
    int timestamp;
    int timestampEcho;

    /// Edges of the SACK blocks, left and right by turns.
    final int[] sackEdges = new int[2 * MOST_SACK_BLOCKS];

    int sackBlocks;

    /// Reads a segment, and consumes its header.
    ///
    /// @param packet its data begins with the header, of which [TcpHeader#BYTES] lie in the head
    /// @return false where the header is longer than the packet, or too short
    boolean read(Packet packet) {
        int headerLength = TcpHeader.length(packet.head(), packet.headOffset());
        if (headerLength < TcpHeader.BYTES || !packet.pull(headerLength)) {
            return false;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        ecn = IpPacket.trafficClass(packet) & 3;
        sequence = TcpHeader.sequence(head, at);
        acknowledgment = TcpHeader.acknowledgment(head, at);
        flags = TcpHeader.flags(head, at);
        window = TcpHeader.window(head, at);
        urgent = TcpHeader.urgent(head, at);
        mss = NONE;
        windowScale = NONE;
        sackPermitted = false;
        hasTimestamps = false;
        sackBlocks = 0;
        if (headerLength > TcpHeader.BYTES) {
            readOptions(head, at + TcpHeader.BYTES, at + headerLength);
        }
        packet.consume(headerLength);
        length = packet.length();
        return true;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Sequence numbers that it takes: its bytes, SYN and FIN.
    int span() {
        return length + (has(TcpHeader.SYN) ? 1 : 0) + (has(TcpHeader.FIN) ? 1 : 0);
    }

    /// An option whose length is wrong ends the options (RFC 9293 MUST-7).
    private void readOptions(byte[] head, int from, int end) {
        int at = from;
        while (at < end) {
            int kind = Bytes.u8(head, at);
            if (kind == END) {
                return;
            }
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            int size = at + 1 < end ? Bytes.u8(head, at + 1) : 0;
            if (size < 2 || at + size > end) {
                return;
            }
            readOption(kind, head, at + 2, size - 2);
            at += size;
        }
    }

    private void readOption(int kind, byte[] head, int at, int size) {
        boolean syn = has(TcpHeader.SYN);
        if (kind == TIMESTAMPS && size == 8) {
            hasTimestamps = true;
            timestamp = Bytes.u32(head, at);
            timestampEcho = Bytes.u32(head, at + 4);
        } else if (kind == SACK && size >= 8 && size % 8 == 0) {
            sackBlocks = Math.min(size / 8, MOST_SACK_BLOCKS);
            for (int i = 0; i < 2 * sackBlocks; i++) {
                sackEdges[i] = Bytes.u32(head, at + 4 * i);
            }
        } else if (syn && kind == MSS && size == 2) {
            mss = Bytes.u16(head, at);
        } else if (syn && kind == WINDOW_SCALE && size == 1) {
            windowScale = Bytes.u8(head, at);
        } else if (syn && kind == SACK_PERMITTED && size == 0) {
            sackPermitted = true;
        }
    }
}
