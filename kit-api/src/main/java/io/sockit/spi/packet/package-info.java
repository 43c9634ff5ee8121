/// Packets and the memory they live in.
///
/// A [Packet] is a head of its own, for headers, and a list of read-only payload slices that may be
/// shared with other packets. All memory comes from a [PacketPool], one a host, and goes home by
/// counting. [PacketQueue] and [PacketInbox] hold packets without allocating,
/// and [ByteQueue] holds the bytes of a stream. [Bytes] and
/// [Checksum] are what header classes are made of.
///
/// Ownership: a packet has one owner. Handing it over, or [Packet#release()], ends the right to
/// touch it. Tests use [PacketPool#checked()], which finds those who do it anyway.
@NullMarked
package io.sockit.spi.packet;

import org.jspecify.annotations.NullMarked;
