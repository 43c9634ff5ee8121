package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLPRI;
import static io.sockit.api.PollFd.POLLRDHUP;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Waiter;

/// The wait of a call for one file. Unless it is [#SHARED], the wait is exclusive: what one call
/// consumes wakes one call, and a call that was woken and does not consume hands that on. So all
/// exclusive waits of a file for one event have one condition: where it does not hold for the call
/// that was woken, it holds for no other.
public final class Waits {
    /// No deadline has been fixed yet.
    public static final long UNSET = Long.MIN_VALUE;

    /// What receivers wait for.
    public static final int READ_EVENTS = POLLIN | POLLPRI | POLLERR | POLLHUP | POLLRDHUP;

    /// Beside events: each of them wakes every such call. For a call that what wakes it may not
    /// satisfy, such as a look behind SO_PEEK_OFF, and for events that may be enough for several.
    public static final int SHARED = 1 << 18;

    /// What senders wait for: the room that one event stands for may be enough for several.
    public static final int WRITE_EVENTS = POLLOUT | POLLERR | POLLHUP | SHARED;

    private Waits() {}

    /// What ends a wait. The argument is the caller's own, so that a condition captures nothing.
    @FunctionalInterface
    public interface Condition {
        boolean holds(OpenFile file, int argument);
    }

    /// The moment at which a call that may wait so long gives up.
    public static long deadline(HostClock clock, long timeoutNanos) {
        return timeoutNanos == Long.MAX_VALUE ? Waiter.NEVER : clock.after(timeoutNanos);
    }

    /// Waits until the file is ready for what the call wants, or something ends it.
    ///
    /// @param interest events of [io.sockit.api.PollFd], those that end a call among them
    /// @throws ErrnoException `EBADF` where the descriptor is closed, `onTimeout` when the deadline
    ///     is over, `EINTR` with the thread's flag kept
    public static void await(
            OpenFile file,
            Descriptor through,
            int interest,
            long deadline,
            Errno onTimeout,
            String call)
            throws ErrnoException {
        await(file, through, interest, Waits::ready, interest, deadline, onTimeout, call);
    }

    private static boolean ready(OpenFile file, int interest) {
        return (file.readiness() & interest) != 0;
    }

    /// Waits until a condition holds, for a call that wants more, or less, than `poll` tells.
    ///
    /// @param interest the events that may make it hold, and [#SHARED]
    /// @throws ErrnoException as the other one
    public static void await(
            OpenFile file,
            Descriptor through,
            int interest,
            Condition condition,
            int argument,
            long deadline,
            Errno onTimeout,
            String call)
            throws ErrnoException {
        Waiter mine = file.clock().ownWaiter();
        mine.begin();
        mine.describe(call, through.fd, file.host());
        mine.watch(file, interest, (interest & SHARED) == 0);
        boolean consumes = false;
        try {
            while (!through.closed() && !condition.holds(file, argument)) {
                switch (mine.await(deadline)) {
                    case WOKEN -> mine.watchAgain();
                    case INTERRUPTED -> throw Checks.interrupted(call);
                    case TIMED_OUT -> {
                        // Unless it got ready in the last moment.
                        if (!condition.holds(file, argument)) {
                            throw new ErrnoException(
                                    onTimeout, call, "time-out of fd " + through.fd + " ran out");
                        }
                    }
                }
            }
            consumes = !through.closed();
        } finally {
            int raised = mine.end();
            if (!consumes && raised != 0 && condition.holds(file, argument)) {
                file.handOn(raised);
            }
        }
        if (!consumes) {
            throw Checks.closed(through, call);
        }
    }
}
