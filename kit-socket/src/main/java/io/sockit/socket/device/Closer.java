package io.sockit.socket.device;

import io.sockit.socket.control.Outside;
import io.sockit.socket.strand.HostStrand;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Closes devices that failed on the strand, once it is left. Thread-safe.
final class Closer extends Outside {
    private final HostStrand strand;
    private final Queue<Attached> failed = new ConcurrentLinkedQueue<>();

    Closer(HostStrand strand) {
        super(strand);
        this.strand = strand;
    }

    void close(Attached device) {
        failed.add(device);
        strand.wake(this);
    }

    /// Returns when those that failed are closed; not with a lock held that they could want.
    void finish() {
        flush();
    }

    @Override
    protected boolean hasNews() {
        return !failed.isEmpty();
    }

    @Override
    protected void tellNext() {
        Attached next = failed.poll();
        if (next != null) {
            next.end();
        }
    }

    @Override
    protected String whom() {
        return "closing a device";
    }
}
