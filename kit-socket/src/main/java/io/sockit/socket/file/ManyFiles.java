package io.sockit.socket.file;

import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

/// A call that looks at many files and waits until one of them answers: `poll`, `select`. It keeps
/// the descriptors that it found. Confined to its thread.
abstract class ManyFiles {
    private final String call;
    private final OpenFiles files;

    ManyFiles(String call, OpenFiles files) {
        this.call = call;
        this.files = files;
    }

    /// Has the waiter watch every file.
    abstract void watch(Waiter waiter);

    /// The number of the descriptor where there is one alone, else -1: for messages.
    abstract int only();

    /// Looks at every file, and notes its answer.
    ///
    /// @return how many answers there are
    abstract int look();

    /// Looks, and waits where there is no answer.
    ///
    /// @param timeoutNanos negative for ever
    final int await(long timeoutNanos) throws ErrnoException {
        HostClock clock = files.clock();
        long deadline = timeoutNanos < 0 ? Waiter.NEVER : clock.after(timeoutNanos);
        Waiter waiter = clock.ownWaiter();
        waiter.begin();
        waiter.describe(call, only(), files.host());
        try {
            watch(waiter);
            int ready = look();
            for (boolean over = false; ready == 0 && !over; ready = look()) {
                Wait wait = waiter.await(deadline);
                if (wait == Wait.INTERRUPTED) {
                    throw Checks.interrupted(call);
                }
                over = wait == Wait.TIMED_OUT;
            }
            return ready;
        } finally {
            waiter.end();
        }
    }
}
