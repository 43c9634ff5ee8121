package io.sockit.spi;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// so_snd of a stream socket: the bytes that were written and are not acknowledged, which is the
/// retransmission queue too. Positions count the bytes of the stream from 0. On the strand.
public interface StreamSend {
    /// Position of the first byte that is not acknowledged.
    long sendStart();

    /// Position behind the last byte that was written.
    long sendEnd();

    /// Appends `n` bytes from position `from` on to a packet, by reference. Ranges in order take
    /// constant time each.
    ///
    /// @throws IndexOutOfBoundsException if the range is not in the buffer
    void slice(long from, int n, Packet into);

    /// Names the so_rcv, of a socket of this host, that all bytes come into as they were written,
    /// or null, as at the start. While so_snd is empty and there is room, the kit moves them there
    /// by itself, into the buffer of a reader that waits if there is one: [#sendEnd] grows, and
    /// [StreamOps#output] is not called. It is called as ever for what has to wait, and for flags
    /// and control messages of the protocol.
    void sendsTo(@Nullable StreamReceive receiver);

    /// Drops the bytes before a position (BSD `sbdrop`); writers are woken when there is room.
    void acknowledge(long upTo);
}
