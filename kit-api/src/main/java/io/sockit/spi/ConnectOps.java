package io.sockit.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

/// Sockets that have a peer. On the strand.
public interface ConnectOps extends SocketOps {
    /// Connects to a peer. Where [#reconnects], it takes the place of an earlier one; elsewhere it
    /// is called only while there is no peer and no connect is under way.
    ///
    /// @param call its flags contain `MSG_DONTWAIT` where the caller will not wait
    /// @return true where the peer is associated now; false where that is under way, until
    ///     [SocketState#connected] or [SocketState#disconnected]
    /// @throws ErrnoException `ECONNREFUSED`, `EADDRNOTAVAIL`, `ENETUNREACH` and others; then the
    ///     socket is as before
    boolean connect(Sockaddr peer, CallContext call) throws ErrnoException;

    /// Dissolves the association (`connect` to `AF_UNSPEC`), unless a connection keeps its peer to
    /// its end.
    ///
    /// @throws ErrnoException `EINVAL`: it keeps its peer
    default void disconnect(CallContext call) throws ErrnoException {
        throw new ErrnoException(
                Errno.EINVAL, "connect", "peer: AF_UNSPEC (expected: an address to connect to)");
    }

    /// The peer, or null without one.
    @Nullable Sockaddr peerName();

    /// The socket at the other end, where it is one of this host and the protocol knows it; else
    /// null.
    default @Nullable Socket peerSocket() {
        return null;
    }

    /// Whether a socket that has a peer may take another one, as datagram sockets do. Where it may
    /// not, the kit answers `EISCONN` and `EALREADY` itself. Any thread; the same at all times.
    default boolean reconnects() {
        return true;
    }
}
