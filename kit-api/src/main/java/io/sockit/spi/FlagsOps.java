package io.sockit.spi;

/// Sockets whose protocol keeps what [Socket#soOptions] says, or what it found by it, such as a
/// route. On the strand.
public interface FlagsOps extends SocketOps {
    /// `SO_REUSEADDR`, `SO_REUSEPORT`, `SO_BROADCAST`, `SO_DONTROUTE`, `SO_OOBINLINE` or
    /// `SO_BINDTODEVICE` has been set.
    void flagsChanged();
}
