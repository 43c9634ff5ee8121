package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Sockets that accept connections. The queue of connections that wait (so_q) is the kit's; those
/// that are not complete yet (so_q0) are the protocol's own, as small as it can make them. On the
/// strand.
public interface ListenOps extends SocketOps {
    /// Listens from now on, with a local address of its choice where the socket has no address.
    /// Called again where the backlog changes: the queue is the same and has its new limit.
    ///
    /// @throws ErrnoException `EINVAL` where the socket's state does not allow it, `EADDRINUSE`,
    ///     `EDESTADDRREQ` where the socket needs an address and has no address
    void listen(AcceptQueue queue, CallContext call) throws ErrnoException;

    /// Listens no more, by `shutdown` of the reading side; the socket stays open. Connections in
    /// the queue are aborted by the kit.
    void unlisten();
}
