package io.sockit.inet.extension;

import io.sockit.spi.packet.Bytes;

/// The fragment header of IPv6 (RFC 8200 §4.5), in place: `at` is where it begins.
///
/// ```
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  Next Header  |   Reserved    |      Fragment Offset    |Res|M|
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                         Identification                        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there.
public final class FragmentHeader {
    /// Bytes of the header.
    public static final int LENGTH = 8;

    /// Fragments but the last have a multiple of so many bytes.
    public static final int UNIT = 8;

    /// Its number as a next header.
    public static final int NUMBER = 44;

    /// Where the offset is, for errors that point at it.
    public static final int OFFSET_OFFSET = 2;

    private static final int NEXT_HEADER = 0;
    private static final int RESERVED = 1;
    private static final int OFFSET_AND_MORE = OFFSET_OFFSET;
    private static final int IDENTIFICATION = 4;

    private static final int MORE = 1;
    private static final int OFFSET = 0xfff8;

    private FragmentHeader() {}

    public static int nextHeader(byte[] head, int at) {
        return Bytes.u8(head, at + NEXT_HEADER);
    }

    /// Where in the datagram this part belongs, in bytes.
    public static int offset(byte[] head, int at) {
        return Bytes.u16(head, at + OFFSET_AND_MORE) & OFFSET;
    }

    public static boolean more(byte[] head, int at) {
        return (Bytes.u16(head, at + OFFSET_AND_MORE) & MORE) != 0;
    }

    public static int identification(byte[] head, int at) {
        return Bytes.u32(head, at + IDENTIFICATION);
    }

    /// @param offset in bytes, a multiple of 8
    public static void write(
            byte[] head, int at, int nextHeader, int offset, boolean more, int identification) {
        Bytes.u8(head, at + NEXT_HEADER, nextHeader);
        Bytes.u8(head, at + RESERVED, 0);
        Bytes.u16(head, at + OFFSET_AND_MORE, offset | (more ? MORE : 0));
        Bytes.u32(head, at + IDENTIFICATION, identification);
    }
}
