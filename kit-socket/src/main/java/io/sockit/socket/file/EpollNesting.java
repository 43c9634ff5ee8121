package io.sockit.socket.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Which epolls an epoll watches, and which watch it: no circles, and no chains that would make
/// raising an event deep. Thread-safe; its one lock is taken before every other lock of files.
final class EpollNesting {
    /// Epolls in a chain (Linux EP_MAX_NESTS counts the steps, 4).
    private static final int LONGEST = 5;

    private static final ReentrantLock LOCK = new ReentrantLock();

    @GuardedBy("LOCK")
    private final List<EpollNesting> inner = new ArrayList<>(1);

    @GuardedBy("LOCK")
    private final List<EpollNesting> outer = new ArrayList<>(1);

    /// @throws ErrnoException `ELOOP`
    void add(EpollNesting nested) throws ErrnoException {
        LOCK.lock();
        try {
            IdentityHashMap<EpollNesting, Integer> below = new IdentityHashMap<>();
            int length = nested.depth(true, below) + depth(false, new IdentityHashMap<>());
            if (length > LONGEST || below.containsKey(this)) {
                throw new ErrnoException(
                        Errno.ELOOP,
                        "epoll_ctl",
                        "fd: an epoll (expected: one that makes no circle and no chain of more than"
                                + " "
                                + LONGEST
                                + ")");
            }
            inner.add(nested);
            nested.outer.add(this);
        } finally {
            LOCK.unlock();
        }
    }

    @GuardedBy("LOCK")
    private int depth(boolean down, IdentityHashMap<EpollNesting, Integer> known) {
        Integer found = known.get(this);
        if (found == null) {
            found = 1;
            for (EpollNesting next : down ? inner : outer) {
                found = Math.max(found, 1 + next.depth(down, known));
            }
            known.put(this, found);
        }
        return found;
    }

    void remove(EpollNesting nested) {
        LOCK.lock();
        try {
            inner.remove(nested);
            nested.outer.remove(this);
        } finally {
            LOCK.unlock();
        }
    }

    /// The epoll is closed.
    void removeAll() {
        LOCK.lock();
        try {
            inner.forEach(nested -> nested.outer.remove(this));
            outer.forEach(nest -> nest.inner.remove(this));
            inner.clear();
            outer.clear();
        } finally {
            LOCK.unlock();
        }
    }
}
