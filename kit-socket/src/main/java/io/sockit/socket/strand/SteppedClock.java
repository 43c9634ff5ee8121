package io.sockit.socket.strand;

import io.sockit.api.VirtualClock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A clock that jumps to the next thing that happens. Thread-safe; who runs when is the
/// [ProgramScheduler]'s.
public final class SteppedClock extends HostClock implements VirtualClock {
    private static final long WALL_START = SystemClock.wall(Instant.parse("2000-01-01T00:00:00Z"));

    private final ProgramScheduler scheduler = new ProgramScheduler();

    SteppedClock() {}

    @Override
    public long nanoTime() {
        return scheduler.time();
    }

    @Override
    public long wallAt(long nanos) {
        return WALL_START + nanos;
    }

    @Override
    public void advance(Duration span) {
        drive(span, false);
    }

    @Override
    public boolean runUntilIdle(Duration limit) {
        return drive(limit, true);
    }

    @Override
    public void dismiss(List<ProgramRun> programs) {
        if (scheduler.fromOutside()) {
            new ProgramShutdown(scheduler, programs).run();
        }
    }

    private boolean drive(Duration span, boolean untilIdle) {
        if (span.isNegative()) {
            throw new IllegalArgumentException("span: " + span + " (expected: >= 0)");
        }
        StrandCore inside = ThreadState.current().inside;
        if (inside != null) {
            throw new IllegalStateException("time driven from inside the " + inside);
        }
        long nanos =
                span.toSeconds() >= Long.MAX_VALUE / 2_000_000_000L ? Waiter.NEVER : span.toNanos();
        return scheduler.drive(after(nanos), untilIdle);
    }

    ProgramScheduler scheduler() {
        return scheduler;
    }

    /// Fails the run: whoever waits for it is told the reason. Any thread.
    void fail(String reason) {
        scheduler.fail(reason);
    }

    @Override
    public ProgramRun start(String name, boolean virtual, ProgramRun.Body body) {
        ProgramRun run = new ProgramRun(this, name, virtual, body);
        ScheduledThread scheduled = new ScheduledThread(scheduler, run.thread(), run);
        run.scheduled = scheduled;
        scheduler.start(scheduled);
        return run;
    }

    @Override
    void programBegins(ProgramRun run) {
        if (run.scheduled != null) {
            scheduler.begin(run.scheduled);
        }
    }

    @Override
    void programEnds(ProgramRun run) {
        if (run.scheduled != null) {
            scheduler.end(run.scheduled);
        }
    }

    @Override
    Attendant attend(HostStrand strand) {
        EventQueue.Entry entry = scheduler.register(strand);
        Watchdog.INSTANCE.watch(strand);
        return new Attendant() {
            @Override
            public void workLeft() {
                scheduler.leftover(entry);
            }

            @Override
            public void alarm() {
                scheduler.alarm(entry);
            }

            @Override
            public void close() {
                scheduler.close(entry);
                Watchdog.INSTANCE.unwatch(strand);
            }
        };
    }

    @Override
    boolean exactAlarms() {
        return true;
    }

    @Override
    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        return scheduler.block(waiter, deadline, interruptibly);
    }

    @Override
    void unblock(Waiter waiter) {
        scheduler.unblock(waiter);
    }

    @Override
    void rejoin(ThreadState state) {
        scheduler.rejoin(state);
    }

    @Override
    public String toString() {
        return "a virtual clock at " + scheduler.time() + " ns";
    }
}
