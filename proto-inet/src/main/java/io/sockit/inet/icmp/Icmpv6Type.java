package io.sockit.inet.icmp;

import io.sockit.inet.spi.IcmpError;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Types of ICMPv6 messages (RFC 4443, RFC 4861) that are known here, and what their errors mean.
final class Icmpv6Type {
    static final int DESTINATION_UNREACHABLE = 1;
    static final int PACKET_TOO_BIG = 2;
    static final int TIME_EXCEEDED = 3;
    static final int PARAMETER_PROBLEM = 4;
    static final int ECHO_REQUEST = 128;
    static final int ECHO_REPLY = 129;
    static final int NEIGHBOR_SOLICITATION = 135;
    static final int NEIGHBOR_ADVERTISEMENT = 136;

    private static final int FIRST_INFORMATIONAL = 128;
    private static final int REDIRECT = 137;

    /// By code (RFC 4443 §3.1).
    private static final List<IcmpError> UNREACHABLE =
            List.of(
                    IcmpError.NET_UNREACHABLE,
                    IcmpError.PROHIBITED_V6,
                    IcmpError.HOST_UNREACHABLE, // beyond scope of source address
                    IcmpError.HOST_UNREACHABLE,
                    IcmpError.PORT_UNREACHABLE,
                    IcmpError.PROHIBITED_V6, // source address failed policy
                    IcmpError.PROHIBITED_V6); // reject route

    private Icmpv6Type() {}

    /// RFC 4443 §2.4 (e.1) and (e.2).
    static boolean isError(int type) {
        return type < FIRST_INFORMATIONAL || type == REDIRECT;
    }

    /// What an error says, or null for another message.
    static @Nullable IcmpError error(int type, int code) {
        return switch (type) {
            case DESTINATION_UNREACHABLE ->
                    code < UNREACHABLE.size() ? UNREACHABLE.get(code) : IcmpError.UNKNOWN_V6;
            case PACKET_TOO_BIG -> IcmpError.MESSAGE_TOO_BIG;
            case TIME_EXCEEDED -> IcmpError.TIME_EXCEEDED;
            case PARAMETER_PROBLEM -> IcmpError.PARAMETER_PROBLEM;
            default -> type < FIRST_INFORMATIONAL ? IcmpError.UNKNOWN_V6 : null;
        };
    }
}
