/// The Address Resolution Protocol (RFC 826, RFC 1122 §2.3.2): [Arp] asks for the neighbours of
/// IPv4 on Ethernet and answers for this host. What is learnt lies in the room `neighbour`.
@NullMarked
package io.sockit.inet.arp;

import org.jspecify.annotations.NullMarked;
