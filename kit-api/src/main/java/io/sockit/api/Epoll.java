package io.sockit.api;

/// The constants of epoll (Linux `sys/epoll.h`). The event bits below 0x10000 are those of
/// [PollFd].
public final class Epoll {
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;

    /// The epoll's descriptor is closed on exec.
    public static final int EPOLL_CLOEXEC = 0x80000;

    public static final int EPOLLIN = 0x1;
    public static final int EPOLLPRI = 0x2;
    public static final int EPOLLOUT = 0x4;
    public static final int EPOLLERR = 0x8;
    public static final int EPOLLHUP = 0x10;
    public static final int EPOLLRDHUP = 0x2000;

    /// Of several epolls that watch one file, an event wakes one or some, not all.
    public static final int EPOLLEXCLUSIVE = 1 << 28;

    /// Tells an event once and then nothing until `EPOLL_CTL_MOD`.
    public static final int EPOLLONESHOT = 1 << 30;

    /// Tells changes, not levels: a file that was told and has not changed since is not told again.
    public static final int EPOLLET = 1 << 31;

    private Epoll() {}
}
