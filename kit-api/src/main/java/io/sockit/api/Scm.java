package io.sockit.api;

/// The control messages of level `SOL_SOCKET` (Linux `asm-generic/socket.h`), which the kit itself
/// puts beside received messages of every family.
public final class Scm {
    /// When the message arrived: microseconds since 1970-01-01T00:00:00Z by the host's clock. With
    /// [SocketOptions#SO_TIMESTAMP].
    public static final ControlType<Long> SCM_TIMESTAMP =
            new ControlType<>(SocketOptions.SOL_SOCKET, 29, "SCM_TIMESTAMP", Long.class);

    /// When the message arrived: nanoseconds as [Clock#wallNanos]. With
    /// [SocketOptions#SO_TIMESTAMPNS].
    public static final ControlType<Long> SCM_TIMESTAMPNS =
            new ControlType<>(SocketOptions.SOL_SOCKET, 35, "SCM_TIMESTAMPNS", Long.class);

    private Scm() {}
}
