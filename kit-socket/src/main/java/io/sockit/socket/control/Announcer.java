package io.sockit.socket.control;

import io.sockit.socket.strand.HostStrand;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Tells listeners what happened in the tables, in order. Thread-safe.
final class Announcer extends Outside {
    private final HostStrand strand;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

    Announcer(HostStrand strand) {
        super(strand);
        this.strand = strand;
    }

    /// On the strand; told after it is left.
    void announce(Runnable what) {
        news.add(what);
        strand.wake(this);
    }

    @Override
    protected boolean hasNews() {
        return !news.isEmpty();
    }

    @Override
    protected void tellNext() {
        Runnable next = news.poll();
        if (next != null) {
            next.run();
        }
    }

    @Override
    protected String whom() {
        return "a listener of the control plane";
    }
}
