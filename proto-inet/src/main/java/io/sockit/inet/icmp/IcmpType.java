package io.sockit.inet.icmp;

import io.sockit.inet.spi.IcmpError;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Types of ICMP messages (RFC 792) that are known here, and what their errors mean.
final class IcmpType {
    static final int ECHO_REPLY = 0;
    static final int DESTINATION_UNREACHABLE = 3;
    static final int ECHO_REQUEST = 8;
    static final int TIME_EXCEEDED = 11;
    static final int PARAMETER_PROBLEM = 12;

    /// Those that ask or answer: what is not among them counts as an error (RFC 1122 §3.2.2), with
    /// which nobody may quarrel.
    private static final List<Integer> QUERIES =
            List.of(ECHO_REPLY, ECHO_REQUEST, 9, 10, 13, 14, 15, 16, 17, 18);

    /// By code (RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1).
    private static final List<IcmpError> UNREACHABLE =
            List.of(
                    IcmpError.NET_UNREACHABLE,
                    IcmpError.HOST_UNREACHABLE,
                    IcmpError.PROTOCOL_UNREACHABLE,
                    IcmpError.PORT_UNREACHABLE,
                    IcmpError.MESSAGE_TOO_BIG,
                    IcmpError.SOURCE_ROUTE_FAILED,
                    IcmpError.NET_UNKNOWN,
                    IcmpError.HOST_UNKNOWN,
                    IcmpError.NET_UNKNOWN, // source host isolated
                    IcmpError.NET_UNKNOWN, // network prohibited
                    IcmpError.PROHIBITED,
                    IcmpError.NET_UNREACHABLE, // for this type of service
                    IcmpError.HOST_UNREACHABLE, // for this type of service
                    IcmpError.PROHIBITED,
                    IcmpError.PROHIBITED, // precedence
                    IcmpError.PROHIBITED); // precedence

    private IcmpType() {}

    static boolean isError(int type) {
        return !QUERIES.contains(type);
    }

    /// What an error says, or null for what is no error, or not known.
    static @Nullable IcmpError error(int type, int code) {
        return switch (type) {
            case DESTINATION_UNREACHABLE ->
                    code < UNREACHABLE.size() ? UNREACHABLE.get(code) : null;
            case TIME_EXCEEDED -> IcmpError.TIME_EXCEEDED;
            case PARAMETER_PROBLEM -> IcmpError.PARAMETER_PROBLEM;
            default -> null;
        };
    }
}
