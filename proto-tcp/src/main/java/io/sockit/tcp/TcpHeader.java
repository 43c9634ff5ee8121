package io.sockit.tcp;

import io.sockit.spi.packet.Bytes;

/// The TCP header (RFC 9293 §3.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+-------------------------------+
/// |          Source Port          |       Destination Port        |
/// +-------------------------------+-------------------------------+
/// |                        Sequence Number                        |
/// +---------------------------------------------------------------+
/// |                    Acknowledgment Number                      |
/// +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
/// |  Data |       |C|E|U|A|P|R|S|F|                               |
/// | Offset|  Rsrvd|W|C|R|C|S|S|Y|I|            Window             |
/// |       |       |R|E|G|K|H|T|N|N|                               |
/// +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
/// |           Checksum            |         Urgent Pointer        |
/// +-------------------------------+-------------------------------+
/// |                           [Options]                           |
/// +---------------------------------------------------------------+
/// ```
///
/// The accessors take the array and the offset of the header's first byte, of which [#BYTES] are
/// there.
final class TcpHeader {
    /// The length of a header without options.
    static final int BYTES = 20;

    /// The length of the longest header.
    static final int LONGEST = 60;

    static final int FIN = 1;
    static final int SYN = 1 << 1;
    static final int RST = 1 << 2;
    static final int PSH = 1 << 3;
    static final int ACK = 1 << 4;
    static final int URG = 1 << 5;
    static final int ECE = 1 << 6;
    static final int CWR = 1 << 7;

    private static final int SOURCE_PORT = 0;
    private static final int DESTINATION_PORT = 2;
    private static final int SEQUENCE = 4;
    private static final int ACKNOWLEDGMENT = 8;
    private static final int DATA_OFFSET = 12;
    private static final int FLAGS = 13;
    private static final int WINDOW = 14;
    private static final int CHECKSUM = 16;
    private static final int URGENT = 18;

    private TcpHeader() {}

    static int sequence(byte[] head, int at) {
        return Bytes.u32(head, at + SEQUENCE);
    }

    static int acknowledgment(byte[] head, int at) {
        return Bytes.u32(head, at + ACKNOWLEDGMENT);
    }

    /// The header's length in bytes, options included, as it says.
    static int length(byte[] head, int at) {
        return (Bytes.u8(head, at + DATA_OFFSET) >>> 4) * Integer.BYTES;
    }

    static int flags(byte[] head, int at) {
        return Bytes.u8(head, at + FLAGS);
    }

    static int window(byte[] head, int at) {
        return Bytes.u16(head, at + WINDOW);
    }

    static int urgent(byte[] head, int at) {
        return Bytes.u16(head, at + URGENT);
    }

    static void checksum(byte[] head, int at, int checksum) {
        Bytes.u16(head, at + CHECKSUM, checksum);
    }

    /// Where the checksum is, for the device or router that completes it.
    static int checksumOffset() {
        return CHECKSUM;
    }

    /// Writes a header whose checksum is still 0, but for its options.
    static void write(
            byte[] head,
            int at,
            int ports,
            int sequence,
            int acknowledgment,
            int length,
            int flags,
            int window,
            int urgent) {
        Bytes.u32(head, at + SOURCE_PORT, ports);
        Bytes.u32(head, at + SEQUENCE, sequence);
        Bytes.u32(head, at + ACKNOWLEDGMENT, acknowledgment);
        Bytes.u32(
                head, at + DATA_OFFSET, ((length / Integer.BYTES) << 28) | (flags << 16) | window);
        Bytes.u32(head, at + CHECKSUM, urgent);
    }

    static int sourcePort(byte[] head, int at) {
        return Bytes.u16(head, at + SOURCE_PORT);
    }

    static int destinationPort(byte[] head, int at) {
        return Bytes.u16(head, at + DESTINATION_PORT);
    }
}
