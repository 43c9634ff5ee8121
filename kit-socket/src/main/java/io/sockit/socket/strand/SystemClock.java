package io.sockit.socket.strand;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The machine's own time, counted from when this class was loaded. Thread-safe.
final class SystemClock extends HostClock {
    static final SystemClock INSTANCE = new SystemClock();

    private final long start = System.nanoTime();
    private final long wallStart = wall(Instant.now());

    private SystemClock() {}

    @Override
    public long nanoTime() {
        return System.nanoTime() - start;
    }

    @Override
    public long wallAt(long nanos) {
        return wallStart + nanos;
    }

    @Override
    public ProgramRun start(String name, boolean virtual, ProgramRun.Body body) {
        ProgramRun run = new ProgramRun(this, name, virtual, body);
        run.thread().start();
        return run;
    }

    @Override
    public void dismiss(List<ProgramRun> programs) {
        // they run when the machine lets them
    }

    @Override
    protected Attendant attend(HostStrand strand) {
        return new Helper(strand);
    }

    @Override
    protected boolean exactAlarms() {
        return false;
    }

    @Override
    protected Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        boolean interrupted = false;
        Wait end = null;
        while (end == null) {
            if (waiter.signalled()) {
                end = Wait.WOKEN;
            } else if (interruptibly && Thread.currentThread().isInterrupted()) {
                end = Wait.INTERRUPTED;
            } else if (!park(waiter, deadline)) {
                end = Wait.TIMED_OUT;
            } else if (!interruptibly) {
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return end;
    }

    private boolean park(Waiter waiter, long deadline) {
        if (deadline == Waiter.NEVER) {
            LockSupport.park(waiter);
            return true;
        }
        long left = deadline - nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(waiter, left);
        }
        return left > 0;
    }

    @Override
    protected void unblock(Waiter waiter) {
        LockSupport.unpark(waiter.thread());
    }

    @Override
    protected boolean endless(String reason) {
        return false; // the helper runs it, and time passes
    }

    @Override
    public String toString() {
        return "the system clock";
    }
}
