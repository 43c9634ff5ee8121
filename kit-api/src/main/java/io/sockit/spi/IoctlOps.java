package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Sockets with `ioctl` requests beyond [io.sockit.api.Ioctl]. On the strand.
public interface IoctlOps extends SocketOps {
    /// @return the answer, 0 for a request without one
    /// @throws ErrnoException `ENOTTY` for a request that it does not know
    int ioctl(int request, int argument, CallContext call) throws ErrnoException;
}
