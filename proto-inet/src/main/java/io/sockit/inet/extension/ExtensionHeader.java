package io.sockit.inet.extension;

import io.sockit.spi.packet.Bytes;

/// The extension headers of IPv6 (RFC 8200 §4) and their options, in place: `at` is where one
/// begins.
///
/// ```
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  Next Header  |  Hdr Ext Len  |  Routing Type | Segments Left |   hop-by-hop and destination
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+   headers have options from
/// .                                                               .   the third byte on
///
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+- - - - - - - - -
/// |  Option Type  |  Opt Data Len |  Option Data         (Pad1 is a type alone)
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+- - - - - - - - -
/// ```
final class ExtensionHeader {
    static final int HOP_BY_HOP = 0;
    static final int ROUTING = 43;
    static final int FRAGMENT = FragmentHeader.NUMBER;
    static final int NO_NEXT = 59;
    static final int DESTINATION = 60;

    /// The least length of a header; lengths are multiples of it.
    static final int UNIT = 8;

    /// Where options begin.
    static final int OPTIONS = 2;

    static final int ROUTING_TYPE = 2;
    static final int PAD1 = 0;
    static final int PADN = 1;
    static final int OPTION_HEADER = 2;

    private static final int NEXT_HEADER = 0;
    private static final int LENGTH = 1;
    private static final int SEGMENTS_LEFT = 3;
    private static final int OPTION_TYPE = 0;
    private static final int OPTION_LENGTH = 1;

    private ExtensionHeader() {}

    /// Whether the number is that of an extension header, not of a transport.
    static boolean isOne(int nextHeader) {
        return hasLength(nextHeader) || nextHeader == FRAGMENT || nextHeader == NO_NEXT;
    }

    /// Whether it is one that says its length, so that it can be skipped.
    static boolean hasLength(int nextHeader) {
        return nextHeader == HOP_BY_HOP || nextHeader == ROUTING || nextHeader == DESTINATION;
    }

    static int nextHeader(byte[] head, int at) {
        return Bytes.u8(head, at + NEXT_HEADER);
    }

    /// Bytes of the header.
    static int length(byte[] head, int at) {
        return (Bytes.u8(head, at + LENGTH) + 1) * UNIT;
    }

    static int segmentsLeft(byte[] head, int at) {
        return Bytes.u8(head, at + SEGMENTS_LEFT);
    }

    static int optionType(byte[] head, int at) {
        return Bytes.u8(head, at + OPTION_TYPE);
    }

    /// Bytes of the option's data.
    static int optionLength(byte[] head, int at) {
        return Bytes.u8(head, at + OPTION_LENGTH);
    }

    /// What to do with a packet that has an option one does not know (RFC 8200 §4.2): 0 skip it, 1
    /// discard, 2 discard and say so, 3 the same unless to a group.
    static int unknownAction(int optionType) {
        return optionType >>> 6;
    }
}
