package io.sockit.inet.icmp;

/// The errors that this host sends, as RFC 792 and as RFC 4443 have them.
public enum IcmpReport {
    NET_UNREACHABLE(IcmpType.DESTINATION_UNREACHABLE, 0, Icmpv6Type.DESTINATION_UNREACHABLE, 0),
    HOST_UNREACHABLE(IcmpType.DESTINATION_UNREACHABLE, 1, Icmpv6Type.DESTINATION_UNREACHABLE, 3),
    PORT_UNREACHABLE(IcmpType.DESTINATION_UNREACHABLE, 3, Icmpv6Type.DESTINATION_UNREACHABLE, 4),
    HOPS_EXCEEDED(IcmpType.TIME_EXCEEDED, 0, Icmpv6Type.TIME_EXCEEDED, 0),
    REASSEMBLY_TIME_EXCEEDED(IcmpType.TIME_EXCEEDED, 1, Icmpv6Type.TIME_EXCEEDED, 1),
    /// Beyond what the source's scope reaches; of IPv6 only, IPv4 has no word for it.
    BEYOND_SCOPE(IcmpType.DESTINATION_UNREACHABLE, 0, Icmpv6Type.DESTINATION_UNREACHABLE, 2),
    /// With the largest packet that passes.
    TOO_BIG(IcmpType.DESTINATION_UNREACHABLE, 4, Icmpv6Type.PACKET_TOO_BIG, 0),
    /// IPv6: with a pointer to the next-header field.
    PROTOCOL_UNREACHABLE(IcmpType.DESTINATION_UNREACHABLE, 2, Icmpv6Type.PARAMETER_PROBLEM, 1),
    /// With a pointer to the field, in IPv6's form; of IPv4 it is not sent.
    BAD_FIELD(IcmpType.PARAMETER_PROBLEM, 0, Icmpv6Type.PARAMETER_PROBLEM, 0),
    /// With a pointer to the option.
    UNKNOWN_OPTION(IcmpType.PARAMETER_PROBLEM, 0, Icmpv6Type.PARAMETER_PROBLEM, 2),
    /// A first fragment that does not hold all headers (RFC 7112); IPv4 has no word of its own.
    HEADERS_INCOMPLETE(IcmpType.PARAMETER_PROBLEM, 0, Icmpv6Type.PARAMETER_PROBLEM, 3);

    private final int type;
    private final int code;
    private final int type6;
    private final int code6;

    IcmpReport(int type, int code, int type6, int code6) {
        this.type = type;
        this.code = code;
        this.type6 = type6;
        this.code6 = code6;
    }

    int type(boolean v4) {
        return v4 ? type : type6;
    }

    int code(boolean v4) {
        return v4 ? code : code6;
    }

    /// Whether a rate limit holds for it: path MTU discovery needs each of its errors (Linux
    /// `icmpv4_mask_allow`, `icmpv6_mask_allow`).
    boolean isLimited() {
        return this != TOO_BIG;
    }

    /// Whether it is said even about a packet to a group (RFC 4443 §2.4 (e.3)).
    boolean evenToGroups(boolean v4) {
        return !v4 && (this == TOO_BIG || this == UNKNOWN_OPTION);
    }
}
