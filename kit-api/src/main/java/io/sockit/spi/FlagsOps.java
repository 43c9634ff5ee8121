package io.sockit.spi;

/// Sockets whose protocol keeps, in tables of its own, what [Socket#soOptions] says. On the strand.
public interface FlagsOps extends SocketOps {
    /// `SO_REUSEADDR`, `SO_REUSEPORT` or `SO_BINDTODEVICE` has been set.
    void flagsChanged();
}
