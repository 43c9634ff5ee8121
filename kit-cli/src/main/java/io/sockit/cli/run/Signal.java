package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Something may have changed. Thread-safe.
final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private long changes;

    void raise() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something is so, in real time; looks at every signal, and now and then.
    ///
    /// @return whether it is so
    boolean await(BooleanSupplier what, long nanos, long lookNanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (!what.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            awaitChange(Math.min(left, lookNanos));
        }
        return true;
    }

    private void awaitChange(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long seen = changes;
            long left = nanos;
            while (left > 0 && changes == seen) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
