package io.sockit.udp;

import io.sockit.spi.packet.Bytes;

/// The UDP header (RFC 768).
///
/// ```
///  0      7 8     15 16    23 24    31
/// +--------+--------+--------+--------+
/// |      Source     |   Destination   |
/// |       Port      |      Port       |
/// +--------+--------+--------+--------+
/// |                 |                 |
/// |      Length     |    Checksum     |
/// +--------+--------+--------+--------+
/// ```
///
/// The accessors take the array and the offset of the header's first byte, of which [#BYTES] are
/// there.
final class UdpHeader {
    /// The header's length.
    static final int BYTES = 8;

    private static final int SOURCE_PORT = 0;
    private static final int DESTINATION_PORT = 2;
    private static final int LENGTH = 4;
    private static final int CHECKSUM = 6;

    private UdpHeader() {}

    /// Bytes of header and data.
    static int length(byte[] head, int at) {
        return Bytes.u16(head, at + LENGTH);
    }

    /// The checksum; 0 where the sender made no sum.
    static int checksum(byte[] head, int at) {
        return Bytes.u16(head, at + CHECKSUM);
    }

    static void checksum(byte[] head, int at, int checksum) {
        Bytes.u16(head, at + CHECKSUM, checksum);
    }

    /// Where the checksum is, for the device or router that completes it.
    static int checksumOffset() {
        return CHECKSUM;
    }

    /// Writes a header whose checksum is still 0.
    static void write(byte[] head, int at, int source, int destination, int length) {
        Bytes.u16(head, at + SOURCE_PORT, source);
        Bytes.u16(head, at + DESTINATION_PORT, destination);
        Bytes.u16(head, at + LENGTH, length);
        Bytes.u16(head, at + CHECKSUM, 0);
    }
}
