/// Packets and the memory they live in.
///
/// A [Packet] is a head of its own, for headers and short payload, and a list of read-only payload
/// slices that may be shared with other packets. All memory comes from a [PacketPool], one a host,
/// and goes home by counting. [PacketQueue] and [PacketInbox] hold packets without allocating, and
/// [ByteQueue] holds the bytes of a stream. [Bytes] and [Checksum] are what header classes are made
/// of.
///
/// Threads: a packet and its queues belong to one thread at a time. The pool is for any thread; the
/// one inside its strand, which it asks for at each take and release, uses lists of its own without
/// atomic operations, and the others use shared ones with one each. A caller never says where its
/// call comes from. Another thread cannot be taken for the one inside: it never reads itself as the
/// owner of the strand. Slabs are counted atomically where they are shared.
///
/// Ownership: a packet has one owner. Handing it over, or [Packet#release()], ends the right to
/// touch it. Tests use [PacketPool#checked()], which finds code that does it anyway.
@NullMarked
package io.sockit.spi.packet;

import org.jspecify.annotations.NullMarked;
