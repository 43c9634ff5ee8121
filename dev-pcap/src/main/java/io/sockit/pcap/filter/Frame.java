package io.sockit.pcap.filter;

import io.sockit.pcap.file.DataLink;
import io.sockit.pcap.file.PacketDirection;
import io.sockit.spi.packet.Bytes;

/// A packet as tests see it: fields at offsets from its beginning. A field beyond the end is 0, and
/// [#cut] then says that the packet does not match, whatever else is asked. Reused.
final class Frame {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;

    /// Bytes of a VLAN tag.
    static final int TAG = 4;

    private static final int ETHERNET_TYPE = 12;
    private static final int ETHERNET = 14;
    private static final int LOOPBACK = 4;

    /// LINUX_SLL: packet type, …, protocol.
    private static final int SLL_TYPE = 14;

    private static final int SLL = 16;

    /// LINUX_SLL2: protocol, …, packet type, ….
    private static final int SLL2_PACKET_TYPE = 10;

    private static final int SLL2 = 20;
    private static final int OUTGOING = 4;

    private int link;
    private byte[] bytes = {};
    private int start;
    private int end;
    private long originalLength;
    private PacketDirection direction = PacketDirection.UNKNOWN;
    private boolean cut;

    void look(
            DataLink type, byte[] in, int offset, int length, long original, PacketDirection way) {
        link = type.number();
        bytes = in;
        start = offset;
        end = offset + length;
        originalLength = original;
        direction = way;
        cut = false;
    }

    /// Whether a field beyond the end was asked for.
    boolean cut() {
        return cut;
    }

    long originalLength() {
        return originalLength;
    }

    int u8(int at) {
        return within(at, 1) ? Bytes.u8(bytes, start + at) : 0;
    }

    int u16(int at) {
        return within(at, 2) ? Bytes.u16(bytes, start + at) : 0;
    }

    int u32(int at) {
        return within(at, 4) ? Bytes.u32(bytes, start + at) : 0;
    }

    long i64(int at) {
        return within(at, 8) ? Bytes.i64(bytes, start + at) : 0;
    }

    private boolean within(int at, int length) {
        boolean within = start + at + length <= end;
        cut |= !within;
        return within;
    }

    /// Whether frames may have VLAN tags.
    boolean isEthernet() {
        return link == DataLink.ETHERNET.number();
    }

    /// The type that stands behind so many VLAN tags, on Ethernet.
    int type(int tags) {
        return u16(ETHERNET_TYPE + TAG * tags);
    }

    /// Whether the packet behind so many VLAN tags is of an EtherType.
    boolean carries(int etherType, int tags) {
        return switch (link) {
            case 1 -> type(tags) == etherType;
            case 113 -> u16(SLL_TYPE) == etherType;
            case 276 -> u16(0) == etherType;
            case 0 -> family(u32(0), true) == etherType;
            case 108 -> family(u32(0), false) == etherType;
            case 12, 14, 101 -> version(u8(0) >> 4) == etherType;
            case 228 -> etherType == IPV4;
            case 229 -> etherType == IPV6;
            default -> false;
        };
    }

    private static int version(int number) {
        return switch (number) {
            case 4 -> IPV4;
            case 6 -> IPV6;
            default -> 0;
        };
    }

    /// @param host whether it may be in another byte order
    private static int family(int value, boolean host) {
        int family = host && (value & 0xffff) == 0 ? Integer.reverseBytes(value) : value;
        return switch (family) {
            case 2 -> IPV4;
            // Linux, NetBSD and OpenBSD, FreeBSD, macOS
            case 10, 24, 28, 30 -> IPV6;
            default -> 0;
        };
    }

    /// Offset of the network packet behind so many VLAN tags.
    int network(int tags) {
        return switch (link) {
            case 1 -> ETHERNET + TAG * tags;
            case 113 -> SLL;
            case 276 -> SLL2;
            case 0, 108 -> LOOPBACK;
            default -> 0;
        };
    }

    PacketDirection direction() {
        return switch (link) {
            case 113 -> way(u16(0));
            case 276 -> way(u8(SLL2_PACKET_TYPE));
            default -> direction;
        };
    }

    private static PacketDirection way(int packetType) {
        return packetType == OUTGOING ? PacketDirection.OUTBOUND : PacketDirection.INBOUND;
    }
}
