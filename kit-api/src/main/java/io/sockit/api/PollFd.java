package io.sockit.api;

/// One entry of [Process#poll] (`struct pollfd`): mutable, reusable, not thread-safe.
public final class PollFd {
    public static final int POLLIN = 0x1;
    public static final int POLLPRI = 0x2;
    public static final int POLLOUT = 0x4;

    /// In results only: an error is pending, or lies in the queue of [Msg#MSG_ERRQUEUE].
    public static final int POLLERR = 0x8;

    /// In results only: both directions are shut, or the socket's protocol is gone.
    public static final int POLLHUP = 0x10;

    /// In results only: the descriptor is not open.
    public static final int POLLNVAL = 0x20;

    /// No more comes: the reading side is shut.
    public static final int POLLRDHUP = 0x2000;

    private int fd;
    private int events;
    private int revents;

    /// An entry for this descriptor; a negative one is passed over.
    public PollFd(int fd, int events) {
        this.fd = fd;
        this.events = events;
    }

    public PollFd set(int newFd, int newEvents) {
        fd = newFd;
        events = newEvents;
        revents = 0;
        return this;
    }

    public int fd() {
        return fd;
    }

    public int events() {
        return events;
    }

    public int revents() {
        return revents;
    }

    /// The kit's answer.
    public void revents(int answer) {
        revents = answer;
    }
}
