/// The Internet families `AF_INET` and `AF_INET6`: IPv4 (RFC 791, RFC 1122), IPv6 (RFC 8200, RFC
/// 4291), ICMP (RFC 792) and ICMPv6 (RFC 4443).
///
/// Programs need [Inet], [SockaddrIn] and [SockaddrIn6], and for control messages [InetControl]. To
/// read the protocol, start at [InetPlugin], whose rows say what this jar adds to a kit; then
/// follow a packet through the rooms:
///
/// - `input`: up from an interface, checks, forwarding (`Ipv4Input`, `Ipv6Input`)
/// - `icmp`: errors and echo (`IcmpInput`, `IcmpReporter`)
/// - `output`: down to an interface (`IpSender`)
/// - `fragment`: what is larger than a link (`Fragments`, `Fragmenter`, `Paths`)
/// - `route`: where packets go (`Routing`)
/// - `extension`: IPv6 extension headers (`ExtensionChain`)
/// - `transport`: the rows that transports add (`SocketRows`, `Transports`)
/// - `spi`: what transports see of all this (`TransportProtocol`, `InetPcb`)
///
/// Each room uses those below it alone. Transports are plug-ins of their own, on the rows and
/// services of `io.sockit.inet.spi`.
@NullMarked
package io.sockit.inet;

import org.jspecify.annotations.NullMarked;
