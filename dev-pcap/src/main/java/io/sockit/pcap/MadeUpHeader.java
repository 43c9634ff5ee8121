package io.sockit.pcap;

import io.sockit.pcap.file.DataLink;
import io.sockit.spi.packet.Bytes;

/// The header that stands in front of a network packet in a capture without Ethernet, for packets
/// that the host sends.
final class MadeUpHeader {
    private static final int LOOPBACK_LENGTH = 4;
    private static final int AF_INET = 2;

    /// As NetBSD and OpenBSD have it.
    private static final int AF_INET6 = 24;

    private static final int OUTGOING = 4;

    /// ARPHRD_NONE: the device has no link header.
    private static final int NO_HARDWARE = 0xfffe;

    /// LINUX_SLL: packet type, hardware type, address length, address, protocol.
    private static final class First {
        static final int HARDWARE = 2;
        static final int PROTOCOL = 14;
        static final int LENGTH = 16;
    }

    /// LINUX_SLL2: protocol, reserved, interface, hardware type, packet type, address length,
    /// address.
    private static final class Second {
        static final int INTERFACE = 4;
        static final int HARDWARE = 8;
        static final int PACKET_TYPE = 10;
        static final int LENGTH = 20;
    }

    private MadeUpHeader() {}

    /// Its length on a link.
    static int length(DataLink link) {
        if (link.equals(DataLink.NULL) || link.equals(DataLink.LOOP)) {
            return LOOPBACK_LENGTH;
        }
        if (link.equals(DataLink.LINUX_SLL)) {
            return First.LENGTH;
        }
        return link.equals(DataLink.LINUX_SLL2) ? Second.LENGTH : 0;
    }

    /// Writes it at the beginning of an array, all of whose first bytes are zero.
    static void write(DataLink link, int etherType, byte[] frame) {
        int family = etherType == IpAddressing.IPV6 ? AF_INET6 : AF_INET;
        if (link.equals(DataLink.NULL)) {
            Bytes.u32(frame, 0, Integer.reverseBytes(family));
        } else if (link.equals(DataLink.LOOP)) {
            Bytes.u32(frame, 0, family);
        } else if (link.equals(DataLink.LINUX_SLL)) {
            Bytes.u16(frame, 0, OUTGOING);
            Bytes.u16(frame, First.HARDWARE, NO_HARDWARE);
            Bytes.u16(frame, First.PROTOCOL, etherType);
        } else if (link.equals(DataLink.LINUX_SLL2)) {
            Bytes.u16(frame, 0, etherType);
            Bytes.u32(frame, Second.INTERFACE, 1);
            Bytes.u16(frame, Second.HARDWARE, NO_HARDWARE);
            Bytes.u8(frame, Second.PACKET_TYPE, OUTGOING);
        }
    }
}
