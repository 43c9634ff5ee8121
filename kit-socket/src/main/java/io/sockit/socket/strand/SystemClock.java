package io.sockit.socket.strand;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The machine's own time, counted from when this class was loaded. Thread-safe.
final class SystemClock extends HostClock {
    static final SystemClock INSTANCE = new SystemClock();

    private static final long NANOS = 1_000_000_000L;

    private final long start = System.nanoTime();
    private final long wallStart = wall(Instant.now());

    private SystemClock() {}

    static long wall(Instant instant) {
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

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
    Attendant attend(HostStrand strand) {
        Watchdog.INSTANCE.watch(strand);
        return new Helper(strand);
    }

    @Override
    boolean exactAlarms() {
        return false;
    }

    @Override
    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
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
    void unblock(Waiter waiter) {
        LockSupport.unpark(waiter.thread());
    }

    @Override
    void programBegins(ProgramRun run) {
        // runs when the machine lets it
    }

    @Override
    void programEnds(ProgramRun run) {
        // nobody else's turn
    }

    @Override
    void rejoin(ThreadState state) {
        // nobody goes astray in real time
    }

    @Override
    public String toString() {
        return "the system clock";
    }
}
