package io.sockit.socket.call;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/// Keeps one object for the next user, so that a call in steady state makes none. Any thread;
/// whoever finds it taken makes another.
final class Spare<T> {
    private final AtomicReference<@Nullable T> kept = new AtomicReference<>();

    /// The kept object, now the caller's alone, or null.
    @Nullable T take() {
        return kept.get() == null ? null : kept.getAndSet(null);
    }

    /// Gives an object back. It holds nothing of the call any more.
    void put(T object) {
        kept.setRelease(object);
    }
}
