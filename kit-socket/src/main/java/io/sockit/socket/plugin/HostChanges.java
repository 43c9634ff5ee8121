package io.sockit.socket.plugin;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.util.concurrent.locks.ReentrantLock;

/// Lets one thread at a time change the plug-ins and devices of a host. Thread-safe; off the
/// strand.
///
/// A change runs code of plug-ins: constructors, drivers. Such code may add devices, as a driver
/// does that needs another device below its own. What else it asks to change is refused with
/// `EBUSY`, because it would change the tables that the outer change is working on.
public final class HostChanges {
    private final ReentrantLock lock = new ReentrantLock();

    /// A change, under the lock.
    ///
    /// @param <T> its answer
    /// @param <E> what else it throws
    @FunctionalInterface
    public interface Change<T, E extends Exception> {
        T make() throws ErrnoException, E;
    }

    /// Whether the calling thread is inside a change.
    public boolean inside() {
        return lock.isHeldByCurrentThread();
    }

    /// Makes a change.
    ///
    /// @throws ErrnoException `EBUSY` from inside another one
    public <T, E extends Exception> T make(String call, Change<T, E> change)
            throws ErrnoException, E {
        if (inside()) {
            throw new ErrnoException(
                    Errno.EBUSY, call, "from inside a plug-in that is loaded, or opens a device");
        }
        return makeNested(change);
    }

    /// Makes a change, also inside another one.
    public void run(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /// Makes a change, also inside another one.
    public <T, E extends Exception> T makeNested(Change<T, E> change) throws ErrnoException, E {
        lock.lock();
        try {
            return change.make();
        } finally {
            lock.unlock();
        }
    }
}
