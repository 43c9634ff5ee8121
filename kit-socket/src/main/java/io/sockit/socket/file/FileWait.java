package io.sockit.socket.file;

import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import java.util.function.BooleanSupplier;

/// How a call waits for one file.
final class FileWait {
    private FileWait() {}

    /// Waits until a condition holds.
    ///
    /// @param interest the events that may make it hold
    /// @param consumes whether the caller takes what it waits for, so that an event is to wake one
    ///     caller; then the caller hands on what it leaves
    /// @throws ErrnoException `EBADF` where the descriptor is closed, `EINTR`
    static void await(
            Descriptor through,
            int interest,
            boolean consumes,
            String call,
            BooleanSupplier condition)
            throws ErrnoException {
        OpenFile file = through.file;
        Waiter waiter = file.clock().ownWaiter();
        waiter.begin();
        waiter.describe(call, through.fd, null);
        waiter.watch(file, interest, consumes);
        boolean holds = false;
        try {
            while (!through.closed() && !condition.getAsBoolean()) {
                if (waiter.await(Waiter.NEVER) == Wait.INTERRUPTED) {
                    throw Checks.interrupted(call);
                }
                waiter.watchAgain();
            }
            holds = !through.closed();
        } finally {
            int raised = waiter.end();
            if (!holds && (file.readiness() & raised) != 0) {
                file.handOn(raised);
            }
        }
        if (!holds) {
            throw Checks.closed(through, call);
        }
    }
}
