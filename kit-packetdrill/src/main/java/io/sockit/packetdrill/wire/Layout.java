package io.sockit.packetdrill.wire;

/// Where the fields of the headers lie: byte offsets in wire order.
///
/// ```
/// IPv4: |ver ihl|tos|total len  | id |frag|ttl|proto|sum | source | destination |
/// IPv6: |ver class flow label   | payload len |next|hops | source      | destination      |
/// TCP:  |src|dst| seq | ack |off flags|win|sum|urg| options
/// UDP:  |src|dst|len|sum|
/// ICMP: |type|code|sum| rest: IPv4 (id, MTU) or (id, seq); IPv6 (MTU) or (id, seq) |
/// ```
final class Layout {
    static final int IPV4 = 20;
    static final int V4_TOS = 1;
    static final int V4_LENGTH = 2;
    static final int V4_TTL = 8;
    static final int V4_PROTOCOL = 9;
    static final int V4_SUM = 10;
    static final int V4_SOURCE = 12;
    static final int V4_DESTINATION = 16;

    static final int IPV6 = 40;
    static final int V6_LENGTH = 4;
    static final int V6_NEXT = 6;
    static final int V6_HOPS = 7;
    static final int V6_SOURCE = 8;
    static final int V6_DESTINATION = 24;

    static final int TCP = 20;
    static final int TCP_SEQUENCE = 4;
    static final int TCP_ACK = 8;
    static final int TCP_FLAGS = 12;
    static final int TCP_WINDOW = 14;
    static final int TCP_SUM = 16;
    static final int TCP_URGENT = 18;

    static final int UDP = 8;
    static final int UDP_LENGTH = 4;
    static final int UDP_SUM = 6;

    static final int ICMP = 8;
    static final int ICMP_SUM = 2;
    static final int ICMP_REST = 4;

    static final int PROTOCOL_ICMP = 1;
    static final int PROTOCOL_TCP = 6;
    static final int PROTOCOL_UDP = 17;
    static final int PROTOCOL_ICMPV6 = 58;

    private Layout() {}
}
