package io.sockit.spi;

/// so_options: the `SOL_SOCKET` settings that protocols look at. Any thread.
public interface SocketFlags {
    boolean reuseAddress();

    boolean reusePort();

    boolean broadcast();

    boolean dontRoute();

    /// Index of the interface of `SO_BINDTODEVICE`, or 0.
    int boundInterface();
}
