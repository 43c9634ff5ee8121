package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Sockets that can be made as connected pairs (`socketpair`). On the strand.
public interface PairOps extends SocketOps {
    /// Connects this new socket with another new one of the same family, type and protocol. The kit
    /// takes both for connected afterwards.
    void pair(SocketOps other, CallContext call) throws ErrnoException;
}
