/// UDP, the User Datagram Protocol (RFC 768; over IPv6 RFC 8200 §8.1; host rules RFC 1122 §4.1), as
/// a transport of proto-inet: `socket(AF_INET, SOCK_DGRAM, 0)` and `socket(AF_INET6, SOCK_DGRAM,
/// 0)`.
///
/// Start at [UdpPlugin], whose rows say what this jar adds. `UdpPcb` is one socket's control block
/// and serves the calls, `UdpInput` takes what arrives; which socket has which port, proto-inet's
/// `PcbTable` knows. Where the RFCs leave a choice, Linux's is taken: connected sockets alone hear
/// of ICMP errors, unless `IP_RECVERR` queues them, the last bound of several sockets gets the
/// datagrams, `SO_REUSEPORT` spreads flows.
@NullMarked
package io.sockit.udp;

import org.jspecify.annotations.NullMarked;
