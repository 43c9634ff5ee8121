package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// so_rcv of a stream socket: bytes that arrived in order and are not read. Positions count the
/// bytes of the stream from 0. On the strand.
public interface StreamReceive {
    /// Position of the first byte that is not read.
    long receiveStart();

    /// Position behind the last byte that has arrived.
    long receiveEnd();

    /// Bytes that may still come: `SO_RCVBUF` less what is unread and [#hold], never negative; 0
    /// where the reading side is shut or closed.
    int room();

    /// Appends the data of a packet and takes it over, also beyond [#room]: a protocol keeps to
    /// what it promised its peer. May be called before the socket is connected.
    ///
    /// What comes after the reading side was shut is read all the same, as on Linux: a protocol
    /// that does not want that keeps it back.
    ///
    /// @return false where no call can read it any more, because the socket is closed: then the
    ///     packet is still the caller's
    boolean receive(Packet inOrder);

    /// Charges bytes that wait out of order in the protocol's own queue; negative ones give back.
    void hold(int bytes);

    /// Marks the byte before a position as urgent (`MSG_OOB`): `poll` answers `POLLPRI`, and a
    /// reader stops in front of it once. The byte itself may still be to come.
    void urgent(long position);

    /// Has [StreamOps#received] called once, when the reader has passed a position; a position that
    /// it has passed already calls it soon. [Long#MAX_VALUE] for never, which it is at the start.
    void updateAt(long position);
}
