package io.sockit.spi;

/// Sockets whose messages wait with the sender while the receiver has no room, so that none is lost
/// between the two: [#send] answers `EAGAIN`, a caller that waits then tries again after
/// [SocketState#sendRoom]. What is sent is charged to the sender until it is received.
public interface WaitingOps extends DatagramOps {
    /// Messages have been taken from this socket's so_rcv, as [ReceiveBuffer#tellBelow] asked. On
    /// the strand.
    void taken();
}
