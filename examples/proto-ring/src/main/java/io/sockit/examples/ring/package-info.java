/// AF_RING: datagrams that the members of a ring pass on to each other, and streams, inside one
/// host.
///
/// A datagram socket becomes a member by binding an address `ring/member`. Members stand in the
/// order in which they bound; behind the last comes the first.
///
/// - A datagram to `ring/member` goes from member to member until it is there; to the sender itself
///   it goes all the way around. Where nobody has that name it comes back to its sender and is
///   dropped (`Ring.NoMember`).
/// - A datagram to `ring/*` goes around once, and every other member keeps a copy.
/// - Each step is a hop. [Ring#RING_HOPS] bounds them; a datagram that is not there by then is
///   dropped (`Ring.HopsExceeded`).
/// - Only members send, and only into their own ring.
///
/// Streams have addresses of the same kind and a table of their own. They are reliable, for nothing
/// is lost inside a host:
///
/// - A listener takes connections as far as its backlog goes. A `connect` beyond that waits, or
///   answers `EAGAIN` where it is not to wait.
/// - What the receiver has no room for stays with the sender, whose writes then wait.
/// - After `close`, what is unsent still arrives. Where the closed socket had unread data, its peer
///   is told `ECONNRESET`.
///
/// Start at [RingPlugin], then `RingFamily`, which makes sockets, `RingPcb`, which is a datagram
/// socket, and `Rings`, which passes datagrams on. `RingStream` is a stream socket, `RingFlow`
/// moves its bytes, `RingListener` holds the streams that wait for a listener.
/// `docs/adding-a-family.md` leads through writing all this.
@NullMarked
package io.sockit.examples.ring;

import org.jspecify.annotations.NullMarked;
