package io.sockit.socket.plugin;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts who uses a plug-in, behind a door. Thread-safe, without locks.
final class Pins {
    private static final int SHUT = Integer.MIN_VALUE;
    private static final int COUNT = Integer.MAX_VALUE;

    private final AtomicInteger state = new AtomicInteger();

    /// @return false where the door is shut
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

    /// @return whether the door is shut and this was the last
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

    /// Shuts the door, whoever is inside.
    void shut() {
        state.getAndUpdate(now -> now | SHUT);
    }

    void open() {
        state.getAndUpdate(now -> now & COUNT);
    }

    /// Shuts the door if nobody is inside.
    boolean shutIfIdle() {
        return state.compareAndSet(0, SHUT) || state.get() == SHUT;
    }
}
