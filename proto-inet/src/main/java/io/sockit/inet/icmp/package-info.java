/// ICMP (RFC 792, RFC 1122 §3.2.2) and ICMPv6 (RFC 4443): errors, and echo.
///
/// Start at [IcmpInput] and [Icmpv6Input], which understand what comes, and at [IcmpReporter],
/// which makes errors about packets and knows when not to. `EchoReplier` answers pings,
/// [EchoProtocol] makes the sockets that send them.
@NullMarked
package io.sockit.inet.icmp;

import org.jspecify.annotations.NullMarked;
