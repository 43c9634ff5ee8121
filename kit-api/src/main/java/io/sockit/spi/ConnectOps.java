package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

/// Sockets that can be associated with one peer at once, without a handshake. On the strand.
public interface ConnectOps extends SocketOps {
    /// Associates with a peer; an earlier association is replaced.
    void connect(Sockaddr peer, CallContext call) throws ErrnoException;

    /// Dissolves the association (`connect` to `AF_UNSPEC`).
    void disconnect(CallContext call) throws ErrnoException;

    /// The peer, or null where there is none.
    @Nullable Sockaddr peerName();
}
