package io.sockit.pcap.file;

import io.sockit.spi.packet.Bytes;

/// Finds the network packet behind a link header, VLAN tags and all, without allocation:
///
/// ```java
/// if (header.find(in.link(), in.bytes(), in.offset(), in.length())) {
///     use(header.etherType(), header.networkOffset());
/// }
/// ```
///
/// One thread at a time.
public final class LinkHeader {
    /// Of [#vlan] where there is no tag.
    public static final int UNTAGGED = -1;

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;

    private int network;
    private int etherType;
    private int vlan;
    private PacketDirection direction = PacketDirection.UNKNOWN;

    /// Looks at one packet; the accessors answer for it until the next call.
    ///
    /// @param link how the packet begins
    /// @param bytes the packet, from `offset`, `length` of them
    /// @return false where the link type is not known, the header is cut off, or what it carries
    ///     has no EtherType
    public boolean find(DataLink link, byte[] bytes, int offset, int length) {
        int end = offset + length;
        vlan = UNTAGGED;
        direction = PacketDirection.UNKNOWN;
        return switch (link.number()) {
            case 1 -> Ethernet.read(this, bytes, offset, end);
            case 0 -> loopback(bytes, offset, end, true);
            case 108 -> loopback(bytes, offset, end, false);
            case 12, 14, 101, 228, 229 -> raw(bytes, offset, end);
            case 113 -> Cooked.readFirst(this, bytes, offset, end);
            case 276 -> Cooked.readSecond(this, bytes, offset, end);
            default -> false;
        };
    }

    /// Index of the first byte of the network header.
    public int networkOffset() {
        return network;
    }

    /// What the network packet is, behind all tags: 0x0800, 0x86dd, 0x0806, …
    public int etherType() {
        return etherType;
    }

    /// The VLAN of the outermost tag, or [#UNTAGGED].
    public int vlan() {
        return vlan;
    }

    /// What a cooked header says of the packet's way.
    public PacketDirection direction() {
        return direction;
    }

    void direction(PacketDirection way) {
        direction = way;
    }

    /// Goes over tags (IEEE 802.1Q, 802.1ad, and the numbers in use before) to the EtherType.
    ///
    /// @param type what stands in front of `at`
    boolean tagged(byte[] bytes, int type, int at, int end) {
        int next = type;
        int from = at;
        while (isTag(next)) {
            if (end - from < Tag.LENGTH) {
                return false;
            }
            if (vlan == UNTAGGED) {
                vlan = Bytes.u16(bytes, from) & Tag.VLAN;
            }
            next = Bytes.u16(bytes, from + Tag.TYPE);
            from += Tag.LENGTH;
        }
        return found(next, from);
    }

    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
    }

    boolean found(int type, int at) {
        etherType = type;
        network = at;
        return type >= Ethernet.LEAST_TYPE;
    }

    private boolean raw(byte[] bytes, int at, int end) {
        if (at >= end) {
            return false;
        }
        return switch (bytes[at] >> 4) {
            case 4 -> found(IPV4, at);
            case 6 -> found(IPV6, at);
            default -> false;
        };
    }

    /// @param host whether the family is in the byte order of the capturing machine
    private boolean loopback(byte[] bytes, int at, int end, boolean host) {
        if (end - at < Integer.BYTES) {
            return false;
        }
        int family = Bytes.u32(bytes, at);
        if (host && (family & 0xffff) == 0) {
            family = Integer.reverseBytes(family);
        }
        return switch (family) {
            case 2 -> found(IPV4, at + Integer.BYTES);
            // Linux, NetBSD and OpenBSD, FreeBSD, macOS
            case 10, 24, 28, 30 -> found(IPV6, at + Integer.BYTES);
            default -> false;
        };
    }

    /// A VLAN tag behind its EtherType (IEEE 802.1Q §9.6).
    private static final class Tag {
        static final int TYPE = 2;
        static final int LENGTH = 4;
        static final int VLAN = 0x0fff;

        private Tag() {}
    }
}
