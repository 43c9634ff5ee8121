package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.SocketOption;
import io.sockit.inet.spi.IpAddress;

/// The names of the Internet families (Linux `netinet/in.h`): families, protocol numbers, options
/// and well-known addresses.
public final class Inet {
    public static final AddressFamily AF_INET = new AddressFamily(2, "AF_INET");
    public static final AddressFamily AF_INET6 = new AddressFamily(10, "AF_INET6");

    /// As an argument of `socket()`: the type's default protocol. As an option level: IPv4.
    public static final int IPPROTO_IP = 0;

    public static final int IPPROTO_ICMP = 1;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_UDP = 17;
    public static final int IPPROTO_IPV6 = 41;
    public static final int IPPROTO_ICMPV6 = 58;
    public static final int IPPROTO_RAW = 255;

    /// Type of service of what is sent, 0 to 255.
    public static final SocketOption<Integer> IP_TOS =
            new SocketOption<>(IPPROTO_IP, 1, "IP_TOS", Integer.class);

    /// Time to live of what is sent, 1 to 255, or -1 for `net.ipv4.ip_default_ttl`.
    public static final SocketOption<Integer> IP_TTL =
            new SocketOption<>(IPPROTO_IP, 2, "IP_TTL", Integer.class);

    /// Received messages tell where they came to, by [InetControl#IP_PKTINFO].
    public static final SocketOption<Boolean> IP_PKTINFO = flag(IPPROTO_IP, 8, "IP_PKTINFO");

    /// Errors about what was sent over IPv4 are queued for `MSG_ERRQUEUE`, and an unconnected
    /// socket hears of them too; see [InetControl#IP_RECVERR].
    public static final SocketOption<Boolean> IP_RECVERR = flag(IPPROTO_IP, 11, "IP_RECVERR");

    /// Received messages tell their time to live, by [InetControl#IP_TTL].
    public static final SocketOption<Boolean> IP_RECVTTL = flag(IPPROTO_IP, 12, "IP_RECVTTL");

    /// Received messages tell their type of service, by [InetControl#IP_TOS].
    public static final SocketOption<Boolean> IP_RECVTOS = flag(IPPROTO_IP, 13, "IP_RECVTOS");

    /// Time to live of what goes to groups, 0 to 255, or -1 for 1; with 0 it does not leave the
    /// host.
    public static final SocketOption<Integer> IP_MULTICAST_TTL =
            new SocketOption<>(IPPROTO_IP, 33, "IP_MULTICAST_TTL", Integer.class);

    /// What is done about packets larger than their way, 0 to 5: see
    /// [io.sockit.inet.spi.MtuDiscovery].
    public static final SocketOption<Integer> IP_MTU_DISCOVER =
            new SocketOption<>(IPPROTO_IP, 10, "IP_MTU_DISCOVER", Integer.class);

    /// The largest packet that passes to the peer, as far as it is known. Reading only.
    public static final SocketOption<Integer> IP_MTU =
            new SocketOption<>(IPPROTO_IP, 14, "IP_MTU", Integer.class);

    /// Hop limit of unicasts, 0 to 255, or -1 for `net.ipv6.conf.default.hop_limit`.
    public static final SocketOption<Integer> IPV6_UNICAST_HOPS =
            new SocketOption<>(IPPROTO_IPV6, 16, "IPV6_UNICAST_HOPS", Integer.class);

    /// Hop limit of what goes to groups, 0 to 255, or -1 for 1; with 0 it does not leave the host.
    public static final SocketOption<Integer> IPV6_MULTICAST_HOPS =
            new SocketOption<>(IPPROTO_IPV6, 18, "IPV6_MULTICAST_HOPS", Integer.class);

    /// As [#IP_RECVERR], of what was sent over IPv6; see [InetControl#IPV6_RECVERR].
    public static final SocketOption<Boolean> IPV6_RECVERR = flag(IPPROTO_IPV6, 25, "IPV6_RECVERR");

    /// As [#IP_MTU_DISCOVER], for IPv6.
    public static final SocketOption<Integer> IPV6_MTU_DISCOVER =
            new SocketOption<>(IPPROTO_IPV6, 23, "IPV6_MTU_DISCOVER", Integer.class);

    /// Packets larger than their way are refused with `EMSGSIZE`, not cut.
    public static final SocketOption<Boolean> IPV6_DONTFRAG =
            new SocketOption<>(IPPROTO_IPV6, 62, "IPV6_DONTFRAG", Boolean.class);

    /// As [#IP_MTU], for IPv6.
    public static final SocketOption<Integer> IPV6_MTU =
            new SocketOption<>(IPPROTO_IPV6, 24, "IPV6_MTU", Integer.class);

    /// An `AF_INET6` socket does not serve IPv4 too. Before `bind` only.
    public static final SocketOption<Boolean> IPV6_V6ONLY =
            new SocketOption<>(IPPROTO_IPV6, 26, "IPV6_V6ONLY", Boolean.class);

    /// Received messages tell where they came to, by [InetControl#IPV6_PKTINFO].
    public static final SocketOption<Boolean> IPV6_RECVPKTINFO =
            flag(IPPROTO_IPV6, 49, "IPV6_RECVPKTINFO");

    /// Received messages tell their hop limit, by [InetControl#IPV6_HOPLIMIT].
    public static final SocketOption<Boolean> IPV6_RECVHOPLIMIT =
            flag(IPPROTO_IPV6, 51, "IPV6_RECVHOPLIMIT");

    /// Received messages tell their traffic class, by [InetControl#IPV6_TCLASS].
    public static final SocketOption<Boolean> IPV6_RECVTCLASS =
            flag(IPPROTO_IPV6, 66, "IPV6_RECVTCLASS");

    /// Traffic class of what is sent, 0 to 255, or -1 for 0.
    public static final SocketOption<Integer> IPV6_TCLASS =
            new SocketOption<>(IPPROTO_IPV6, 67, "IPV6_TCLASS", Integer.class);

    /// `0.0.0.0`.
    public static final int INADDR_ANY = 0;

    /// `127.0.0.1`.
    public static final int INADDR_LOOPBACK = 0x7f00_0001;

    /// `255.255.255.255`.
    public static final int INADDR_BROADCAST = 0xffff_ffff;

    private Inet() {}

    /// An address in its notation (`inet_ntop`): `10.0.0.1` where it is a mapped one, else
    /// `2001:db8::1`.
    ///
    /// @param high the address's first 64 bits
    /// @param low its last 64 bits
    public static String ntop(long high, long low) {
        return IpAddress.isV4(high, low)
                ? Ipv4Text.format(IpAddress.v4(low))
                : Ipv6Text.format(high, low);
    }

    private static SocketOption<Boolean> flag(int level, int number, String name) {
        return new SocketOption<>(level, number, name, Boolean.class);
    }

    /// `in6addr_any`, that is `::`, with a port.
    public static SockaddrIn6 in6addrAny(int port) {
        return new SockaddrIn6(0, 0, port, 0, 0);
    }

    /// `in6addr_loopback`, that is `::1`, with a port.
    public static SockaddrIn6 in6addrLoopback(int port) {
        return new SockaddrIn6(0, 1, port, 0, 0);
    }

    /// `INADDR_ANY` with a port.
    public static SockaddrIn inaddrAny(int port) {
        return new SockaddrIn(INADDR_ANY, port);
    }

    /// `INADDR_LOOPBACK` with a port.
    public static SockaddrIn inaddrLoopback(int port) {
        return new SockaddrIn(INADDR_LOOPBACK, port);
    }
}
