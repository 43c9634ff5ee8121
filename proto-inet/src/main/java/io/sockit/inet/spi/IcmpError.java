package io.sockit.inet.spi;

import io.sockit.api.Errno;

/// What an ICMP or ICMPv6 error means for a socket (Linux `icmp_err_convert`,
/// `icmpv6_err_convert`).
public enum IcmpError {
    NET_UNREACHABLE(Errno.ENETUNREACH, false),
    HOST_UNREACHABLE(Errno.EHOSTUNREACH, false),
    NET_UNKNOWN(Errno.ENETUNREACH, true),
    HOST_UNKNOWN(Errno.EHOSTDOWN, true),
    PROTOCOL_UNREACHABLE(Errno.ENOPROTOOPT, true),
    PORT_UNREACHABLE(Errno.ECONNREFUSED, true),
    MESSAGE_TOO_BIG(Errno.EMSGSIZE, false),
    SOURCE_ROUTE_FAILED(Errno.EOPNOTSUPP, false),
    PROHIBITED(Errno.EHOSTUNREACH, true),
    PROHIBITED_V6(Errno.EACCES, true),
    TIME_EXCEEDED(Errno.EHOSTUNREACH, false),
    PARAMETER_PROBLEM(Errno.EPROTO, true),
    /// An ICMPv6 error that is not known, of which transports hear all the same (RFC 4443 §2.4
    /// (a)).
    UNKNOWN_V6(Errno.EPROTO, false);

    private final Errno errno;
    private final boolean hard;

    IcmpError(Errno errno, boolean hard) {
        this.errno = errno;
        this.hard = hard;
    }

    /// What a socket's call answers.
    public Errno errno() {
        return errno;
    }

    /// Whether it lasts. Others may pass (RFC 1122 §3.2.2.1): a connected datagram socket hears of
    /// hard ones only, a stream keeps trying.
    public boolean hard() {
        return hard;
    }
}
