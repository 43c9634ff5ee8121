package io.sockit.socket.strand;

import java.util.concurrent.locks.LockSupport;

/// A short wait of the kit itself, in real time, for another thread that is at work. Under a
/// stepped clock a program is at work meanwhile, too: it keeps its turn.
public final class Pause {
    private Pause() {}

    /// Waits as [LockSupport#parkNanos(Object, long)] does.
    public static void nanos(Object blocker, long realNanos) {
        LockSupport.parkNanos(blocker, realNanos);
    }
}
