package io.sockit.socket.call;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

/// A call that may have to wait in a queue of its socket. Kept and used again, by one thread at a
/// time.
abstract class BlockingCall {
    /// No deadline has been fixed yet.
    static final long UNSET = Long.MIN_VALUE;

    final Socket socket;
    private final HostClock clock;

    BlockingCall(Socket socket) {
        this.socket = socket;
        this.clock = socket.strand.clock();
    }

    /// Whether another try is worth it: there is what the call wants, or a reason to end it.
    abstract boolean ready();

    /// The moment at which a call that may wait so long gives up.
    final long deadline(long timeoutNanos) {
        return timeoutNanos == Long.MAX_VALUE ? Waiter.NEVER : clock.after(timeoutNanos);
    }

    /// Waits until it is ready.
    ///
    /// @throws ErrnoException `EBADF` where the descriptor is closed, `EAGAIN` when the deadline is
    ///     over, `EINTR` with the thread's flag kept
    final void await(int interest, Descriptor through, String call, long deadline)
            throws ErrnoException {
        Waiter mine = clock.ownWaiter();
        mine.begin();
        mine.describe(call, through.fd, socket.strand.name());
        mine.watch(socket, interest, true);
        boolean consumes = false;
        try {
            boolean over = cameMeanwhile(through);
            while (!over) {
                if (ends(sleep(mine, deadline), call)) {
                    throw new ErrnoException(
                            Errno.EAGAIN, call, "time-out of fd " + through.fd + " ran out");
                }
                mine.watchAgain();
                over = over(through);
            }
            consumes = !through.closed();
        } finally {
            int raised = mine.end();
            if (!consumes && (socket.readiness() & raised) != 0) {
                socket.raise(raised);
            }
        }
        if (through.closed()) {
            throw new ErrnoException(
                    Errno.EBADF, call, "fd: " + through.fd + " (expected: not closed meanwhile)");
        }
    }

    private boolean over(Descriptor through) {
        return through.closed() || ready();
    }

    /// After joining the queue: whether what it is to wait for came before that, and so wakes it
    /// not. Taken out by kit-stress.
    boolean cameMeanwhile(Descriptor through) {
        return over(through);
    }

    Wait sleep(Waiter mine, long deadline) {
        return mine.await(deadline);
    }

    /// Whether the time ran out and nothing came.
    private boolean ends(Wait wait, String call) throws ErrnoException {
        return switch (wait) {
            case WOKEN -> false;
            case TIMED_OUT -> !ready();
            case INTERRUPTED -> throw Checks.interrupted(call);
        };
    }
}
