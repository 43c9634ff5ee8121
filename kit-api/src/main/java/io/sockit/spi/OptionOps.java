package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;

/// Sockets with options of their own levels, or that serve more of `SOL_SOCKET` than the kit does.
/// The kit asks the protocol first for other levels, and last for `SOL_SOCKET`. On the strand.
public interface OptionOps extends SocketOps {
    /// @throws ErrnoException `ENOPROTOOPT` for what it does not know
    <T> T option(SocketOption<T> option) throws ErrnoException;

    /// @param value of the option's type
    /// @throws ErrnoException `ENOPROTOOPT` for what it does not know, `EINVAL`, `EPERM`
    <T> void option(SocketOption<T> option, T value, CallContext call) throws ErrnoException;
}
