package io.sockit.api;

/// The time a host lives in. Thread-safe.
public interface Clock {
    /// Monotonic nanoseconds from an arbitrary start, never negative differences.
    long nanoTime();

    /// Wall time: nanoseconds since 1970-01-01T00:00:00Z.
    long wallNanos();

    /// The machine's own time.
    static Clock system() {
        return Kit.provider().systemClock();
    }

    /// A new virtual clock that starts at nanosecond 0 of 2000-01-01T00:00:00Z.
    static VirtualClock virtual() {
        return Kit.provider().virtualClock();
    }
}
