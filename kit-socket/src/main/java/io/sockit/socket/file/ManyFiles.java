package io.sockit.socket.file;

import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

/// A call that looks at many files and waits until one of them answers: `poll`, `select`. It keeps
/// the descriptors that it found. Confined to its thread.
abstract class ManyFiles {
    private final String call;

    ManyFiles(String call) {
        this.call = call;
    }

    /// Has the waiter watch every file.
    abstract void watch(Waiter waiter);

    /// The number of the descriptor where there is one alone, else -1: for messages.
    abstract int only();

    /// Looks at every file, and notes its answer.
    ///
    /// @return how many answers there are
    abstract int look();

    /// Looks, and waits where there is no answer and the call may wait.
    final int await(HostClock clock, long timeoutNanos) throws ErrnoException {
        long deadline = timeoutNanos < 0 ? Waiter.NEVER : clock.after(timeoutNanos);
        return await(clock.ownWaiter(), deadline);
    }

    final int await(Waiter waiter, long deadline) throws ErrnoException {
        waiter.begin();
        waiter.describe(call, only(), null);
        try {
            watch(waiter);
            int ready = cameMeanwhile();
            for (boolean over = false; ready == 0 && !over; ready = look()) {
                Wait wait = sleep(waiter, deadline);
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

    /// After adding the watches: what came before that, and so wakes it not. Taken out by
    /// kit-stress.
    int cameMeanwhile() {
        return look();
    }

    Wait sleep(Waiter waiter, long deadline) {
        return waiter.await(deadline);
    }
}
