package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/// Where threads wait for one thing, such as a socket's data. Who changes it calls
/// [HostStrand#wake] with this queue on the strand, or [#wakeAll] elsewhere, *after* the change;
/// who waits is a [Waiter]. What is waited for must be read and written under one lock, or
/// volatile.
///
/// Thread-safe; the lock is held for a few instructions for each waiter.
public final class WaitQueue extends Wakeable {
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Waiter.@Nullable Place first; // written under the lock

    @GuardedBy("lock")
    private Waiter.@Nullable Place last;

    /// Has every waiter look again, in the order in which they came.
    public void wakeAll() {
        if (first == null) {
            return;
        }
        lock.lock();
        try {
            for (Waiter.Place place = first; place != null; place = place.after) {
                place.waiter.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty() {
        return first == null;
    }

    @Override
    protected void wakened() {
        wakeAll();
    }

    void add(Waiter.Place place) {
        lock.lock();
        try {
            place.queue = this;
            place.before = last;
            place.after = null;
            if (last == null) {
                first = place;
            } else {
                last.after = place;
            }
            last = place;
        } finally {
            lock.unlock();
        }
    }

    void remove(Waiter.Place place) {
        lock.lock();
        try {
            unlink(place.before, place.after);
            place.before = null;
            place.after = null;
            place.queue = null;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void unlink(Waiter.@Nullable Place before, Waiter.@Nullable Place after) {
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
    }
}
