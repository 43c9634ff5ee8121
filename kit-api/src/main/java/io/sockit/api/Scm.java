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

    /// Open files that are passed along: in what is sent, descriptors of the sender; in what is
    /// received, new ones of the receiver, closed by it as any other. Served by families that pass
    /// files. [ControlMessages#descriptors] bounds how many come.
    public static final ControlType<int[]> SCM_RIGHTS =
            new ControlType<>(SocketOptions.SOL_SOCKET, 1, "SCM_RIGHTS", int[].class);

    private Scm() {}
}
