package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Sockets whose directions can be shut. The kit wakes readers and writers and answers later calls
/// itself; the protocol says whether it may, and tells its peer. On the strand.
public interface ShutdownOps extends SocketOps {
    /// @param how one of `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`
    /// @throws ErrnoException `ENOTCONN`: the caller is told, and as on Linux the directions are
    ///     shut all the same
    void shutdown(int how) throws ErrnoException;
}
