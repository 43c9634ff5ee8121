/// The Internet families `AF_INET` and `AF_INET6`: IPv4 (RFC 791, RFC 1122), IPv6 (RFC 8200,
/// RFC 4291), ICMP (RFC 792) and ICMPv6 (RFC 4443).
///
/// Programs need [Inet], [SockaddrIn] and [SockaddrIn6]. To read the protocol, start at
/// [InetPlugin], whose rows say what this jar adds to a kit; then follow a packet: up from
/// `Ipv4Input` or `Ipv6Input` to `Transports`, down from `IpSender`. Errors are made in
/// `IcmpReporter` and understood in `IcmpInput` and `Icmpv6Input`; a router's work is in
/// `Forwarding`. Where packets go is decided in the room `io.sockit.inet.route`. Transports are
/// plug-ins of their own, on the rows and services of `io.sockit.inet.spi`.
@NullMarked
package io.sockit.inet;

import org.jspecify.annotations.NullMarked;
