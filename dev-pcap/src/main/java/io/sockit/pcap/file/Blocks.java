package io.sockit.pcap.file;

import java.util.HexFormat;

/// The blocks of pcapng (draft-ietf-opsawg-pcapng §4). Each is
///
/// ```
///   0 type
///   4 total length
///   8 body, filled up to 4 bytes
///  -4 total length again
/// ```
final class Blocks {
    static final int TYPE = 0;
    static final int TOTAL_LENGTH = 4;
    static final int BODY = 8;
    static final int TRAILER = 4;
    static final int LEAST = BODY + TRAILER;

    static final int SECTION = Magic.PCAPNG;
    static final int INTERFACE = 1;
    static final int OBSOLETE_PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int NAME_RESOLUTION = 4;
    static final int STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;
    static final int SECRETS = 10;
    static final int CUSTOM = 0x0bad;
    static final int CUSTOM_NOT_COPIED = 0x4000_0bad;

    /// The largest block that is looked into: a packet, a section, an interface. Its options, each
    /// an object where they are asked for, stay small enough for a small heap.
    static final int MOST = 1 << 20;

    /// The largest block of another type that is copied. Of those that are passed over, any size.
    static final int MOST_COPIED = 16 << 20;

    private Blocks() {}

    static int padded(int length) {
        return (length + 3) & ~3;
    }

    static String name(int type) {
        return switch (type) {
            case SECTION -> "section header";
            case INTERFACE -> "interface description";
            case OBSOLETE_PACKET -> "obsolete packet";
            case SIMPLE_PACKET -> "simple packet";
            case NAME_RESOLUTION -> "name resolution";
            case STATISTICS -> "interface statistics";
            case ENHANCED_PACKET -> "enhanced packet";
            case 7 -> "IRIG timestamp";
            case 8 -> "ARINC 429";
            case 9 -> "systemd journal";
            case SECRETS -> "decryption secrets";
            case CUSTOM, CUSTOM_NOT_COPIED -> "custom";
            default -> "unknown 0x" + HexFormat.of().toHexDigits(type);
        };
    }

    /// Section header: body offsets.
    static final class Section {
        static final int BYTE_ORDER = 8;
        static final int MAJOR = 12;
        static final int MINOR = 14;
        static final int LENGTH = 16;
        static final int OPTIONS = 24;
        static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

        private Section() {}
    }

    /// Interface description.
    static final class Interface {
        static final int LINK_TYPE = 8;
        static final int SNAP_LENGTH = 12;
        static final int OPTIONS = 16;

        static final int TSRESOL = 9;
        static final int TSOFFSET = 14;

        private Interface() {}
    }

    /// Enhanced packet, and the obsolete packet block, whose interface has 16 bits only and a drop
    /// count behind it.
    static final class Packet {
        static final int INTERFACE = 8;
        static final int DROPS = 10;
        static final int TIME_HIGH = 12;
        static final int TIME_LOW = 16;
        static final int CAPTURED = 20;
        static final int ORIGINAL = 24;
        static final int DATA = 28;

        static final int FLAGS = 2;

        private Packet() {}
    }

    /// Simple packet.
    static final class Simple {
        static final int ORIGINAL = 8;
        static final int DATA = 12;

        private Simple() {}
    }
}
