package io.sockit.socket.strand;

/// How a wait ended.
public enum Wait {
    /// Something changed: look again.
    WOKEN,
    TIMED_OUT,
    /// The thread is interrupted; its flag is still set.
    INTERRUPTED
}
