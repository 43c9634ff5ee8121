/// What is known of the neighbours on links with addresses: their link-layer addresses, and how
/// well they are known (RFC 4861 §7.3, for ARP and neighbour discovery alike).
///
/// [NeighbourCache] is the room's face. Each `NeighbourEntry` is a [io.sockit.inet.spi.NextHop]
/// that flows hold, so that a neighbour that moves or ages changes in place. `Transitions` is the
/// table
/// of its states, apart from what they do. A protocol asks by a [Solicitor] and tells what it
/// heard;
/// the rows of the control plane follow.
@NullMarked
package io.sockit.inet.neighbour;

import org.jspecify.annotations.NullMarked;
