package io.sockit.socket.call;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLPRI;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Waiter;

/// The wait of a call in one socket. Each wait is exclusive: what one call consumes wakes one call,
/// and a call that was woken and does not consume passes that on.
final class Waits {
    /// No deadline has been fixed yet.
    static final long UNSET = Long.MIN_VALUE;

    /// What receivers wait for.
    static final int READ_EVENTS = POLLIN | POLLPRI | POLLERR | POLLHUP | POLLRDHUP;

    /// What senders wait for.
    static final int WRITE_EVENTS = POLLOUT | POLLERR | POLLHUP;

    private Waits() {}

    /// The moment at which a call that may wait so long gives up.
    static long deadline(HostClock clock, long timeoutNanos) {
        return timeoutNanos == Long.MAX_VALUE ? Waiter.NEVER : clock.after(timeoutNanos);
    }

    /// Waits until the socket is ready for what the call wants, or something ends it.
    ///
    /// @param interest events of [io.sockit.api.PollFd], those that end a call among them
    /// @throws ErrnoException `EBADF` where the descriptor is closed, `onTimeout` when the deadline
    ///     is over, `EINTR` with the thread's flag kept
    static void await(
            Socket socket,
            Descriptor through,
            int interest,
            long deadline,
            Errno onTimeout,
            String call)
            throws ErrnoException {
        Waiter mine = socket.strand.clock().ownWaiter();
        mine.begin();
        mine.describe(call, through.fd, socket.strand.name());
        mine.watch(socket, interest, true);
        boolean consumes = false;
        try {
            while (!through.closed() && (socket.readiness() & interest) == 0) {
                switch (mine.await(deadline)) {
                    case WOKEN -> mine.watchAgain();
                    case INTERRUPTED -> throw Checks.interrupted(call);
                    case TIMED_OUT -> timedOut(socket, through, interest, onTimeout, call);
                }
            }
            consumes = !through.closed();
        } finally {
            int raised = mine.end();
            if (!consumes && (socket.readiness() & raised) != 0) {
                socket.handOn(raised);
            }
        }
        if (!consumes) {
            throw new ErrnoException(
                    Errno.EBADF, call, "fd: " + through.fd + " (expected: not closed meanwhile)");
        }
    }

    /// The time is over: fails unless it got ready in the last moment.
    private static void timedOut(
            Socket socket, Descriptor through, int interest, Errno onTimeout, String call)
            throws ErrnoException {
        if ((socket.readiness() & interest) == 0) {
            throw new ErrnoException(onTimeout, call, "time-out of fd " + through.fd + " ran out");
        }
    }
}
