package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;

import org.jspecify.annotations.Nullable;

/// Sockets that have a local address. On the strand.
public interface BindOps extends SocketOps {
    /// @throws ErrnoException `EAFNOSUPPORT` for another family's address, `EINVAL` where it is
    ///     bound, `EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`
    void bind(Sockaddr address, CallContext call) throws ErrnoException;

    /// The local address; an unbound socket answers its family's wildcard.
    @Nullable Sockaddr localName();
}
