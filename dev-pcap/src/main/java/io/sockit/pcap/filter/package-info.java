/// The common part of tcpdump's filter language (pcap-filter(7)), compiled once and evaluated
/// without allocation.
///
/// Start at [Filter]. A `Lexer` makes words of the text, a `Parser` a tree of `Test`s, with the
/// help of `Primitives`, which knows what a qualified word asks for; a `Test` looks at a `Frame`,
/// which finds network packets behind the headers of all link types.
///
/// What is understood: `host`, `net` (with a length or `mask`), `port`, `portrange` and `proto`,
/// with `src`, `dst`, `src or dst`, `src and dst`; `ip`, `ip6`, `arp`, `rarp`, `tcp`, `udp`,
/// `sctp`, `icmp`, `icmp6`, alone or in front of these; `vlan` with or without a number; `less`,
/// `greater`, `inbound`, `outbound`; `and`, `or`, `not`, `&&`, `||`, `!` and parentheses.
@NullMarked
package io.sockit.pcap.filter;

import org.jspecify.annotations.NullMarked;
