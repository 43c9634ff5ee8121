package io.sockit.socket.strand;

import io.sockit.api.VirtualClock;
import io.sockit.spi.Errand;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Work off the strand. Thread-safe: the state says who runs it and whether once more.
///
/// In virtual time it runs on the thread that leaves the strand, so before anybody lets time move.
class ErrandNode extends Wakeable implements Errand {
    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int AGAIN = 2;

    private final HostStrand strand;
    private final Owner owner;
    private final Runnable work;
    private final AtomicInteger state = new AtomicInteger();
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean closed;

    ErrandNode(HostStrand strand, Owner owner, Runnable work) {
        this.strand = strand;
        this.owner = owner;
        this.work = work;
    }

    @Override
    public final void ask() {
        ThreadState mine = ThreadState.current();
        if (mine.inside == null) {
            issueOutside();
        } else if (markQueued()) {
            mine.addWake(this);
        }
    }

    @Override
    protected final void wakened() {
        if (state.getAndUpdate(now -> now == IDLE ? RUNNING : AGAIN) != IDLE) {
            return; // who runs it sees that it is to run again
        }
        if (strand.clock() instanceof VirtualClock) {
            runAll();
        } else {
            Thread.ofVirtual().name("errand of " + owner.name()).start(this::runAll);
        }
    }

    private void runAll() {
        do {
            state.set(RUNNING);
            runOnce();
        } while (askedMeanwhile());
    }

    /// After it ran: whether it is to run again; else it is idle. Taken out by kit-stress.
    boolean askedMeanwhile() {
        return !state.compareAndSet(RUNNING, IDLE);
    }

    final void idle() {
        state.set(IDLE);
    }

    /// The interrupt flag is taken away meanwhile, as it would close files.
    private void runOnce() {
        boolean interrupted = Thread.interrupted();
        running.lock();
        try {
            if (!closed && owner.alive()) {
                work.run();
            }
        } catch (Throwable t) {
            Workload.charge(owner, t);
        } finally {
            running.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final void close() {
        strand.outsideOnly("closing an errand");
        running.lock(); // not while it runs
        try {
            closed = true;
        } finally {
            running.unlock();
        }
    }
}
