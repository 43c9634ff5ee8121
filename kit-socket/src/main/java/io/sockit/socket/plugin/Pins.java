package io.sockit.socket.plugin;

import java.util.concurrent.atomic.AtomicInteger;

/// The number of uses of a plug-in, and whether it takes new ones. Thread-safe, without locks.
final class Pins {
    private static final int SHUT = Integer.MIN_VALUE;
    private static final int COUNT = Integer.MAX_VALUE;

    private final AtomicInteger state = new AtomicInteger();

    /// @return false if new uses are refused
    boolean pin() {
        int now;
        do {
            now = state.get();
            if (now < 0) {
                return false;
            }
        } while (!state.compareAndSet(now, now + 1));
        return true;
    }

    /// @return whether new uses are refused and this was the last one
    boolean release() {
        int now;
        do {
            now = state.get();
            if ((now & COUNT) == 0) {
                throw new IllegalStateException("released more often than pinned");
            }
        } while (!state.compareAndSet(now, now - 1));
        return now - 1 == SHUT;
    }

    int count() {
        return state.get() & COUNT;
    }

    /// Refuses new uses.
    void shut() {
        state.getAndUpdate(now -> now | SHUT);
    }

    void open() {
        state.getAndUpdate(now -> now & COUNT);
    }

    /// Refuses new uses if there are no uses now.
    boolean shutIfIdle() {
        return state.compareAndSet(0, SHUT) || state.get() == SHUT;
    }
}
