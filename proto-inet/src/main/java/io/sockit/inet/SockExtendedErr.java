package io.sockit.inet;

import io.sockit.api.Errno;

import org.jspecify.annotations.Nullable;

/// An error about a message that was sent (`struct sock_extended_err`, Linux
/// `linux/errqueue.h`).
///
/// @param errno what the socket's next call answers
/// @param origin one of `SO_EE_ORIGIN_LOCAL`, `SO_EE_ORIGIN_ICMP`, `SO_EE_ORIGIN_ICMP6`
/// @param type of the ICMP message, or 0
/// @param code of the ICMP message, or 0
/// @param info the MTU for `EMSGSIZE`, the pointer of a parameter problem, or 0
/// @param offender the sender of the ICMP message, with port 0; null for an error of this host's
/// own
public record SockExtendedErr(
        Errno errno, int origin, int type, int code, int info, @Nullable InetSockaddr offender) {
    /// This host found it out itself.
    public static final int SO_EE_ORIGIN_LOCAL = 1;

    /// By ICMP.
    public static final int SO_EE_ORIGIN_ICMP = 2;

    /// By ICMPv6.
    public static final int SO_EE_ORIGIN_ICMP6 = 3;
}
