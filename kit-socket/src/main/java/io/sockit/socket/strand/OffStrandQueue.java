package io.sockit.socket.strand;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Calls of foreign code that the kit brings, done off the strand in their order, one at a time.
/// Thread-safe.
public final class OffStrandQueue {
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Owner owner;
    private final OffStrandRunner runner;

    /// @param name of what is called, for the log
    public OffStrandQueue(HostStrand strand, String name) {
        owner = new KitOwner(name);
        runner = new OffStrandRunner(strand, owner, this::next);
    }

    /// Adds a call; on the strand it is made after that is left.
    public void add(Runnable call) {
        queue.add(call);
        runner.ask();
    }

    private boolean next() {
        Runnable call = queue.poll();
        if (call == null) {
            return false;
        }
        try {
            call.run();
        } catch (Throwable t) {
            owner.fault(t);
        }
        return true;
    }

    /// Returns when every call is made, or when one does not come back for ten seconds; at once if
    /// a call that is made calls this.
    public void flush() {
        runner.flush();
    }
}
