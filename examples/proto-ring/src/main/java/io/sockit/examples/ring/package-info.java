/// AF_RING: datagrams that the members of a ring pass on to each other, inside one host.
///
/// A socket becomes a member by binding an address `ring/member`. Members stand in the order in
/// which they bound; behind the last comes the first.
///
/// - A datagram to `ring/member` goes from member to member until it is there; to the sender itself
///   it goes all the way around. Where nobody has that name it comes back to its sender and is
///   dropped (`Ring.NoMember`).
/// - A datagram to `ring/*` goes around once, and every other member keeps a copy.
/// - Each step is a hop. [Ring#RING_HOPS] bounds them; a datagram that is not there by then is
///   dropped (`Ring.HopsExceeded`).
/// - Only members send, and only into their own ring.
///
/// Start at [RingPlugin], then `RingFamily`, which makes sockets, `RingPcb`, which is one, and
/// `Rings`, which passes datagrams on. `docs/adding-a-family.md` leads through writing all this.
@NullMarked
package io.sockit.examples.ring;

import org.jspecify.annotations.NullMarked;
