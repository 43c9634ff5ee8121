package io.sockit.inet.icmp;

import io.sockit.spi.packet.Bytes;

/// The header that all ICMP (RFC 792) and ICMPv6 (RFC 4443 §2.1) messages share, in place: `at` is
/// where it begins.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     Type      |     Code      |          Checksum             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  echo: Identifier, Sequence Number;  errors: unused, MTU, …   |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there.
final class IcmpHeader {
    static final int LENGTH = 8;

    /// Where the checksum is, for a router that has to complete it.
    static final int CHECKSUM_OFFSET = 2;

    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = CHECKSUM_OFFSET;
    private static final int IDENTIFIER = 4;
    private static final int REST = 4;

    private IcmpHeader() {}

    static int type(byte[] head, int at) {
        return Bytes.u8(head, at + TYPE);
    }

    static int code(byte[] head, int at) {
        return Bytes.u8(head, at + CODE);
    }

    static int checksum(byte[] head, int at) {
        return Bytes.u16(head, at + CHECKSUM);
    }

    static int identifier(byte[] head, int at) {
        return Bytes.u16(head, at + IDENTIFIER);
    }

    /// The second half of the header as one number: an MTU, a pointer.
    static int rest(byte[] head, int at) {
        return Bytes.u32(head, at + REST);
    }

    static void type(byte[] head, int at, int type) {
        Bytes.u8(head, at + TYPE, type);
    }

    static void checksum(byte[] head, int at, int checksum) {
        Bytes.u16(head, at + CHECKSUM, checksum);
    }

    static void identifier(byte[] head, int at, int identifier) {
        Bytes.u16(head, at + IDENTIFIER, identifier);
    }

    /// Writes a header, checksum 0.
    static void write(byte[] head, int at, int type, int code, int rest) {
        Bytes.u8(head, at + TYPE, type);
        Bytes.u8(head, at + CODE, code);
        Bytes.u16(head, at + CHECKSUM, 0);
        Bytes.u32(head, at + REST, rest);
    }
}
