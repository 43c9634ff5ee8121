package io.sockit.socket.strand;

import io.sockit.api.VirtualClock;
import io.sockit.spi.OffStrandTask;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs work off the strand, on one thread at a time. Thread-safe.
///
/// In virtual time the thread that leaves the strand runs it, so time does not move before. In real
/// time a virtual thread does; work that comes in small pieces begins on the thread that leaves,
/// since a thread for each piece would cost more than the piece, and since that holds back a
/// program that brings pieces faster than they are done. The interrupt flag is hidden from the
/// work, because it would close the files that the work reads.
///
/// A thread that asks changes IDLE to RUNNING and runs the work, or else changes RUNNING to AGAIN.
/// The thread that runs it changes RUNNING to IDLE at the end; if that fails, somebody has asked
/// meanwhile, and it runs the work once more. Both changes are atomic, so either the asking thread
/// runs the work or the running one sees that it is to be run again.
public class OffStrandRunner extends Wakeable implements OffStrandTask {
    /// Pieces that a thread does in real time before it hands the rest over.
    static final int BY_THE_WAY = 256;

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int AGAIN = 2;

    /// How long [#flush] waits for a piece that does not end.
    private static final long PATIENCE = 10_000_000_000L;

    private static final long PAUSE = 200_000L;

    private final HostStrand strand;
    private final Owner owner;
    private final Work work;
    private final int most;
    private final long patience;
    private final AtomicInteger state = new AtomicInteger();
    private volatile @Nullable Thread runner;
    private volatile long done; // pieces; written by the runner
    private volatile boolean closed;

    /// Work in pieces.
    @FunctionalInterface
    interface Work {
        /// Does the next piece.
        ///
        /// @return whether there may be more
        boolean next();
    }

    /// Work of one piece.
    OffStrandRunner(HostStrand strand, Owner owner, Runnable work) {
        this(strand, owner, () -> once(work), 0, PATIENCE);
    }

    /// Work in many small pieces.
    OffStrandRunner(HostStrand strand, Owner owner, Work work) {
        this(strand, owner, work, BY_THE_WAY, PATIENCE);
    }

    /// @param most pieces that a thread does in real time before it hands the rest over
    /// @param patience nanoseconds that [#flush] waits for one piece
    OffStrandRunner(HostStrand strand, Owner owner, Work work, int most, long patience) {
        this.strand = strand;
        this.owner = owner;
        this.work = work;
        this.most = strand.clock() instanceof VirtualClock ? Integer.MAX_VALUE : most;
        this.patience = patience;
    }

    private static boolean once(Runnable work) {
        work.run();
        return false;
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
        if (state.getAndUpdate(now -> now == IDLE ? RUNNING : AGAIN) == IDLE) {
            uninterrupted(() -> run(most));
        }
    }

    private static void uninterrupted(Runnable what) {
        boolean interrupted = Thread.interrupted();
        try {
            what.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Runs the work until no request came meanwhile, or `pieces` of it are done: then
    /// another thread goes on.
    private void run(int pieces) {
        int left = pieces;
        do {
            state.set(RUNNING);
            left = runPieces(left);
        } while (left >= 0 && askedMeanwhile());
        if (left < 0) {
            goOnElsewhere();
        }
    }

    /// @return what is left of the number; -1 if it was used up and there may be more
    private int runPieces(int pieces) {
        runner = Thread.currentThread();
        int left = pieces;
        boolean more = true;
        while (more && left > 0) {
            if (left != Integer.MAX_VALUE) {
                left--;
            }
            more = runOne();
        }
        runner = null;
        return more ? -1 : left;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by the running thread alone
    private boolean runOne() {
        done++;
        try {
            return !closed && owner.alive() && work.next();
        } catch (Throwable t) {
            owner.fault(t);
            return false;
        }
    }

    private void goOnElsewhere() {
        try {
            KitThread.virtual(owner.name() + " off the strand", () -> run(Integer.MAX_VALUE))
                    .start();
        } catch (OutOfMemoryError noThread) {
            MachineErrors.took(noThread, owner.name());
            run(Integer.MAX_VALUE);
        }
    }

    /// After it ran: whether it is to run again; else it is idle. Taken out by kit-stress.
    boolean askedMeanwhile() {
        return !state.compareAndSet(RUNNING, IDLE);
    }

    final void idle() {
        state.set(IDLE);
    }

    /// Returns when there is nothing left to do and nobody does anything; at once if the work calls
    /// this. It does not wait for ever for a piece that does not end.
    final void flush() {
        uninterrupted(this::flushPatiently);
    }

    private void flushPatiently() {
        long seen = done;
        long since = System.nanoTime();
        while (!runsHere()) {
            if (state.compareAndSet(IDLE, RUNNING)) {
                run(Integer.MAX_VALUE);
                return;
            }
            if (done != seen) {
                seen = done;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience) {
                System.getLogger(OffStrandRunner.class.getPackageName())
                        .log(Level.WARNING, owner.name() + " does not come back: given up");
                return;
            }
            Pause.nanos(this, PAUSE);
        }
    }

    private boolean runsHere() {
        return Thread.currentThread().equals(runner);
    }

    @Override
    public final void close() {
        strand.outsideOnly("closing a task off the strand");
        closed = true; // before it looks whether the work runs, which looks here after it has begun
        while (runsElsewhere()) {
            Pause.nanos(this, PAUSE);
        }
    }

    /// After it is closed: whether the work runs, and not by calling this. Taken out by kit-stress.
    boolean runsElsewhere() {
        return runner != null && !runsHere();
    }
}
