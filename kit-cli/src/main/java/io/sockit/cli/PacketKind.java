package io.sockit.cli;

import java.nio.ByteBuffer;

/// What a packet is, in a word or two: a bounded number of kinds.
final class PacketKind {
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86dd;

    /// RFC 791 §3.1, RFC 8200 §3.
    private static final int V4_PROTOCOL = 9;

    private static final int V6_NEXT_HEADER = 6;

    private PacketKind() {}

    /// @param type the EtherType; negative where there is none
    /// @param at where the network header begins
    static String of(int type, ByteBuffer frame, int at) {
        return switch (type) {
            case IPV4 -> over("IPv4", frame, at + V4_PROTOCOL);
            case IPV6 -> over("IPv6", frame, at + V6_NEXT_HEADER);
            case ARP -> "ARP";
            default -> "others";
        };
    }

    private static String over(String version, ByteBuffer frame, int at) {
        return at < frame.limit() ? protocol(frame.get(at)) + " over " + version : "cut " + version;
    }

    private static String protocol(byte number) {
        return switch (number) {
            case 1 -> "ICMP";
            case 2 -> "IGMP";
            case 6 -> "TCP";
            case 17 -> "later fragments of UDP";
            case 44 -> "fragments";
            case 58 -> "ICMPv6";
            default -> "protocol " + Byte.toUnsignedInt(number);
        };
    }
}
