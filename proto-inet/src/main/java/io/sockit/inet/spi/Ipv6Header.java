package io.sockit.inet.spi;

import io.sockit.spi.packet.Bytes;

/// The IPv6 header (RFC 8200 §3), in place in a packet's head: `at` is where it begins.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |Version| Traffic Class |           Flow Label                  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |         Payload Length        |  Next Header  |   Hop Limit   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                                                               |
/// +                         Source Address                        +
/// |                          (128 bits)                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                                                               |
/// +                      Destination Address                      +
/// |                          (128 bits)                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there.
public final class Ipv6Header {
    /// Bytes of the header.
    public static final int LENGTH = 40;

    public static final int ETHERTYPE = 0x86dd;
    public static final int VERSION = 6;

    /// The largest payload length.
    public static final int MAX_PAYLOAD = 0xffff;

    /// Where the next-header field is, for errors that point at it.
    public static final int NEXT_HEADER_OFFSET = 6;

    /// Where the payload length is, for errors that point at it.
    public static final int PAYLOAD_LENGTH_OFFSET = 4;

    /// What every link must carry (RFC 8200 §5).
    public static final int MIN_MTU = 1280;

    private static final int VERSION_CLASS_LABEL = 0;
    private static final int PAYLOAD_LENGTH = PAYLOAD_LENGTH_OFFSET;
    private static final int NEXT_HEADER = NEXT_HEADER_OFFSET;
    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;

    private Ipv6Header() {}

    public static int version(byte[] head, int at) {
        return Bytes.u8(head, at + VERSION_CLASS_LABEL) >>> 4;
    }

    public static int trafficClass(byte[] head, int at) {
        return Bytes.u32(head, at + VERSION_CLASS_LABEL) >>> 20 & 0xff;
    }

    public static int payloadLength(byte[] head, int at) {
        return Bytes.u16(head, at + PAYLOAD_LENGTH);
    }

    public static int nextHeader(byte[] head, int at) {
        return Bytes.u8(head, at + NEXT_HEADER);
    }

    public static int hopLimit(byte[] head, int at) {
        return Bytes.u8(head, at + HOP_LIMIT);
    }

    public static long sourceHigh(byte[] head, int at) {
        return Bytes.i64(head, at + SOURCE);
    }

    public static long sourceLow(byte[] head, int at) {
        return Bytes.i64(head, at + SOURCE + Long.BYTES);
    }

    public static long destinationHigh(byte[] head, int at) {
        return Bytes.i64(head, at + DESTINATION);
    }

    public static long destinationLow(byte[] head, int at) {
        return Bytes.i64(head, at + DESTINATION + Long.BYTES);
    }

    /// Writes a header, flow label 0.
    public static void write(
            byte[] head,
            int at,
            int trafficClass,
            int payloadLength,
            int nextHeader,
            int hopLimit,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow) {
        long start = (long) (VERSION << 28 | trafficClass << 20) << 32;
        long rest = (payloadLength & 0xffffL) << 16 | nextHeader << 8 | hopLimit;
        Bytes.i64(head, at, start | rest); // one store: a sum reads it right after
        Bytes.i64(head, at + SOURCE, sourceHigh);
        Bytes.i64(head, at + SOURCE + Long.BYTES, sourceLow);
        Bytes.i64(head, at + DESTINATION, destinationHigh);
        Bytes.i64(head, at + DESTINATION + Long.BYTES, destinationLow);
    }

    /// Changes what follows it.
    ///
    /// @param pointer where the next-header field is that changes: in this header or in one behind
    public static void chain(byte[] head, int at, int payloadLength, int pointer, int nextHeader) {
        Bytes.u16(head, at + PAYLOAD_LENGTH, payloadLength);
        Bytes.u8(head, at + pointer, nextHeader);
    }

    /// Adds bits to the traffic class.
    public static void congestion(byte[] head, int at, int bits) {
        int word = Bytes.u32(head, at + VERSION_CLASS_LABEL);
        Bytes.u32(head, at + VERSION_CLASS_LABEL, word | bits << 20);
    }

    /// Counts the hop limit down by one.
    public static void decrementHopLimit(byte[] head, int at) {
        Bytes.u8(head, at + HOP_LIMIT, hopLimit(head, at) - 1);
    }
}
