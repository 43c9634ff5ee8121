package io.sockit.socket.sched;

import io.sockit.api.VirtualClock;
import io.sockit.socket.strand.Attendant;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A clock that jumps to the next thing that happens. Thread-safe; who runs when is the
/// [ProgramScheduler]'s.
public final class SteppedClock extends HostClock implements VirtualClock {
    private static final long WALL_START = wall(Instant.parse("2000-01-01T00:00:00Z"));

    private final ProgramScheduler scheduler = new ProgramScheduler(this);

    public SteppedClock() {}

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
        outsideOnly("time driven");
        long nanos =
                span.toSeconds() >= Long.MAX_VALUE / 2_000_000_000L ? Waiter.NEVER : span.toNanos();
        return scheduler.drive(after(nanos), untilIdle);
    }

    ProgramScheduler scheduler() {
        return scheduler;
    }

    @Override
    protected boolean endless(String reason) {
        scheduler.fail(reason);
        return true;
    }

    @Override
    public ProgramRun start(String name, boolean virtual, ProgramRun.Body body) {
        ScheduledProgram program = new ScheduledProgram(this, name, virtual, body);
        scheduler.start(program.scheduled);
        return program;
    }

    @Override
    protected Attendant attend(HostStrand strand) {
        EventQueue.Entry entry = scheduler.register(strand);
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
            }
        };
    }

    @Override
    protected boolean exactAlarms() {
        return true;
    }

    @Override
    protected Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        return scheduler.block(waiter, deadline, interruptibly);
    }

    @Override
    protected void unblock(Waiter waiter) {
        scheduler.unblock(waiter);
    }

    @Override
    protected void rejoin() {
        scheduler.rejoin();
    }

    void strays(boolean some) {
        strays = some;
    }

    @Override
    public String toString() {
        return "a virtual clock at " + scheduler.time() + " ns";
    }
}
