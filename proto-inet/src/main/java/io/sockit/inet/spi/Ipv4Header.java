package io.sockit.inet.spi;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

import java.util.Arrays;

/// The IPv4 header (RFC 791 §3.1), in place in a packet's head: `at` is where it begins.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |Version|  IHL  |Type of Service|          Total Length         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |         Identification        |Flags|      Fragment Offset    |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  Time to Live |    Protocol   |         Header Checksum       |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                       Source Address                          |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                    Destination Address                        |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                    Options                    |    Padding    |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// The reader has ensured that [#LENGTH] bytes are there, and for options [#headerLength].
public final class Ipv4Header {
    /// Bytes of a header without options, the least there can be.
    public static final int LENGTH = 20;

    public static final int ETHERTYPE = 0x0800;
    public static final int VERSION = 4;

    /// The largest total length.
    public static final int MAX_PACKET = 0xffff;

    private static final int VERSION_AND_IHL = 0;
    private static final int TYPE_OF_SERVICE = 1;
    private static final int TOTAL_LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    private static final int FLAGS_AND_OFFSET = 6;
    private static final int TIME_TO_LIVE = 8;
    private static final int PROTOCOL = 9;
    private static final int HEADER_CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int MORE_AND_OFFSET = 0x3fff;
    private static final int OFFSET = 0x1fff;

    private static final int END_OF_LIST = 0;
    private static final int NO_OPERATION = 1;
    private static final int COPIED = 0x80;

    private Ipv4Header() {}

    public static int version(byte[] head, int at) {
        return Bytes.u8(head, at + VERSION_AND_IHL) >>> 4;
    }

    /// Bytes of the header with its options: IHL in bytes.
    public static int headerLength(byte[] head, int at) {
        return (Bytes.u8(head, at + VERSION_AND_IHL) & 0xf) << 2;
    }

    public static int typeOfService(byte[] head, int at) {
        return Bytes.u8(head, at + TYPE_OF_SERVICE);
    }

    public static int totalLength(byte[] head, int at) {
        return Bytes.u16(head, at + TOTAL_LENGTH);
    }

    public static int identification(byte[] head, int at) {
        return Bytes.u16(head, at + IDENTIFICATION);
    }

    public static boolean dontFragment(byte[] head, int at) {
        return (Bytes.u16(head, at + FLAGS_AND_OFFSET) & DONT_FRAGMENT) != 0;
    }

    /// Whether this is a part of a datagram: more follow, or it is not the first.
    public static boolean isFragment(byte[] head, int at) {
        return (Bytes.u16(head, at + FLAGS_AND_OFFSET) & MORE_AND_OFFSET) != 0;
    }

    /// Whether the datagram goes on behind this part.
    public static boolean moreFragments(byte[] head, int at) {
        return (Bytes.u16(head, at + FLAGS_AND_OFFSET) & MORE_FRAGMENTS) != 0;
    }

    /// Where in the datagram this part belongs, in units of 8 bytes.
    public static int fragmentOffset(byte[] head, int at) {
        return Bytes.u16(head, at + FLAGS_AND_OFFSET) & OFFSET;
    }

    public static int timeToLive(byte[] head, int at) {
        return Bytes.u8(head, at + TIME_TO_LIVE);
    }

    public static int protocol(byte[] head, int at) {
        return Bytes.u8(head, at + PROTOCOL);
    }

    public static int source(byte[] head, int at) {
        return Bytes.u32(head, at + SOURCE);
    }

    public static int destination(byte[] head, int at) {
        return Bytes.u32(head, at + DESTINATION);
    }

    /// Whether this is a header without options of a packet of this length that is no fragment.
    public static boolean isPlain(byte[] head, int at, int length) {
        long start = Bytes.i64(head, at);
        return start >>> 56 == (VERSION << 4 | LENGTH >> 2)
                && (int) (start >>> 32 & 0xffff) == length
                && (start & MORE_AND_OFFSET) == 0;
    }

    /// Source and destination, in the upper and in the lower half.
    public static long pair(byte[] head, int at) {
        return Bytes.i64(head, at + SOURCE);
    }

    /// Whether the header checksum is right.
    public static boolean verifies(byte[] head, int at) {
        return Checksum.finish(Checksum.partial(head, at, headerLength(head, at), 0)) == 0;
    }

    /// Writes a header without options, checksum included.
    ///
    /// @param fragmentable whether routers may cut it; then the identification counts (RFC 6864 §4)
    public static void write(
            byte[] head,
            int at,
            int typeOfService,
            int totalLength,
            int identification,
            boolean fragmentable,
            int timeToLive,
            int protocol,
            int source,
            int destination) {
        Bytes.u16(head, at, (VERSION << 4 | LENGTH >> 2) << 8 | typeOfService);
        Bytes.u16(head, at + TOTAL_LENGTH, totalLength);
        Bytes.u16(head, at + IDENTIFICATION, identification);
        Bytes.u16(head, at + FLAGS_AND_OFFSET, fragmentable ? 0 : DONT_FRAGMENT);
        Bytes.u8(head, at + TIME_TO_LIVE, timeToLive);
        Bytes.u8(head, at + PROTOCOL, protocol);
        Bytes.u32(head, at + SOURCE, source);
        Bytes.u32(head, at + DESTINATION, destination);
        sum(head, at);
    }

    /// The first eight bytes of a header without options that no router may cut, its length being
    /// 0.
    static long start(int typeOfService) {
        return (long) ((VERSION << 4 | LENGTH >> 2) << 8 | typeOfService) << 48 | DONT_FRAGMENT;
    }

    /// Makes it the header of a part of its datagram, checksum included.
    ///
    /// @param offset of the part, in bytes
    public static void part(byte[] head, int at, int totalLength, int offset, boolean more) {
        Bytes.u16(head, at + TOTAL_LENGTH, totalLength);
        Bytes.u16(head, at + FLAGS_AND_OFFSET, offset >> 3 | (more ? MORE_FRAGMENTS : 0));
        sum(head, at);
    }

    /// Makes the first part's header that of the whole, checksum included.
    ///
    /// @param dontFragment whether all parts said so
    /// @param congestion bits to add to the type of service
    public static void whole(
            byte[] head, int at, int totalLength, boolean dontFragment, int congestion) {
        Bytes.u8(head, at + TYPE_OF_SERVICE, typeOfService(head, at) | congestion);
        Bytes.u16(head, at + TOTAL_LENGTH, totalLength);
        Bytes.u16(head, at + FLAGS_AND_OFFSET, dontFragment ? DONT_FRAGMENT : 0);
        sum(head, at);
    }

    /// Blanks the options that a part other than the first has not (RFC 791 §3.1). They have been
    /// found well-formed.
    public static void onlyCopiedOptions(byte[] head, int at) {
        int end = at + headerLength(head, at);
        int option = at + LENGTH;
        while (option < end && Bytes.u8(head, option) != END_OF_LIST) {
            int type = Bytes.u8(head, option);
            int length = type == NO_OPERATION ? 1 : Bytes.u8(head, option + 1);
            if ((type & COPIED) == 0) {
                Arrays.fill(head, option, option + length, (byte) NO_OPERATION);
            }
            option += length;
        }
    }

    private static void sum(byte[] head, int at) {
        Bytes.u16(head, at + HEADER_CHECKSUM, 0);
        int sum = Checksum.partial(head, at, headerLength(head, at), 0);
        Bytes.u16(head, at + HEADER_CHECKSUM, Checksum.finish(sum));
    }

    /// Counts the time to live down by one and mends the checksum (RFC 1624 §3).
    public static void decrementTimeToLive(byte[] head, int at) {
        int before = Bytes.u16(head, at + TIME_TO_LIVE); // with the protocol beside it
        int after = before - 0x100;
        int checksum = Bytes.u16(head, at + HEADER_CHECKSUM);
        Bytes.u16(head, at + TIME_TO_LIVE, after);
        Bytes.u16(head, at + HEADER_CHECKSUM, Checksum.update16(checksum, before, after));
    }
}
