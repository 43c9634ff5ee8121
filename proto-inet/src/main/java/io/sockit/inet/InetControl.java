package io.sockit.inet;

import io.sockit.api.ControlType;

/// The control messages of the Internet families (Linux `netinet/in.h`, RFC 3542). What a received
/// message brings along, an option asks for; what is sent holds for that one message. On an
/// `AF_INET6` socket both levels are served, and the one of the destination's version counts.
public final class InetControl {
    /// Type of service, 0 to 255. Received with [Inet#IP_RECVTOS].
    public static final ControlType<Integer> IP_TOS =
            new ControlType<>(Inet.IPPROTO_IP, 1, "IP_TOS", Integer.class);

    /// Time to live, 1 to 255. Received with [Inet#IP_RECVTTL].
    public static final ControlType<Integer> IP_TTL =
            new ControlType<>(Inet.IPPROTO_IP, 2, "IP_TTL", Integer.class);

    /// Where a message came to; of one that is sent, the source address and the interface. Received
    /// with [Inet#IP_PKTINFO].
    public static final ControlType<InPktinfo> IP_PKTINFO =
            new ControlType<>(Inet.IPPROTO_IP, 8, "IP_PKTINFO", InPktinfo.class);

    /// An error about a message that was sent, under [io.sockit.api.Msg#MSG_ERRQUEUE].
    public static final ControlType<SockExtendedErr> IP_RECVERR =
            new ControlType<>(Inet.IPPROTO_IP, 11, "IP_RECVERR", SockExtendedErr.class);

    /// As [#IP_RECVERR], on every `AF_INET6` socket, whatever the message's version.
    public static final ControlType<SockExtendedErr> IPV6_RECVERR =
            new ControlType<>(Inet.IPPROTO_IPV6, 25, "IPV6_RECVERR", SockExtendedErr.class);

    /// Where a message came to, an IPv4 address being mapped; of one that is sent, the source
    /// address and the interface. Received with [Inet#IPV6_RECVPKTINFO].
    public static final ControlType<In6Pktinfo> IPV6_PKTINFO =
            new ControlType<>(Inet.IPPROTO_IPV6, 50, "IPV6_PKTINFO", In6Pktinfo.class);

    /// Hop limit, 0 to 255; of one that is sent also -1 for the socket's. Received with
    /// [Inet#IPV6_RECVHOPLIMIT].
    public static final ControlType<Integer> IPV6_HOPLIMIT =
            new ControlType<>(Inet.IPPROTO_IPV6, 52, "IPV6_HOPLIMIT", Integer.class);

    /// Traffic class, 0 to 255; of one that is sent also -1 for the socket's. Received with
    /// [Inet#IPV6_RECVTCLASS].
    public static final ControlType<Integer> IPV6_TCLASS =
            new ControlType<>(Inet.IPPROTO_IPV6, 67, "IPV6_TCLASS", Integer.class);

    private InetControl() {}
}
