package io.sockit.api;

/// Commands and flags of open files (Linux `asm-generic/fcntl.h`, `sys/eventfd.h`).
public final class Fcntl {
    /// Duplicates to the lowest free descriptor that is not below the argument.
    public static final int F_DUPFD = 0;

    /// The flags of the descriptor: [#FD_CLOEXEC] or 0.
    public static final int F_GETFD = 1;

    public static final int F_SETFD = 2;

    /// The flags of the open file: its access mode, [#O_NONBLOCK].
    public static final int F_GETFL = 3;

    /// Sets [#O_NONBLOCK]; the access mode and flags of creation are passed over, as on Linux.
    public static final int F_SETFL = 4;

    /// As [#F_DUPFD], with [#FD_CLOEXEC].
    public static final int F_DUPFD_CLOEXEC = 1030;

    public static final int FD_CLOEXEC = 1;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    public static final int EFD_SEMAPHORE = 1;
    public static final int EFD_NONBLOCK = O_NONBLOCK;
    public static final int EFD_CLOEXEC = O_CLOEXEC;

    private Fcntl() {}
}
