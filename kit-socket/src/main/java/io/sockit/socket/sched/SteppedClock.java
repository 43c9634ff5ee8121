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

/// A clock that jumps to the next thing that happens. Thread-safe; the
/// [ProgramScheduler] decides which thread runs.
public final class SteppedClock extends HostClock implements VirtualClock {
    private static final long WALL_START = wall(Instant.parse("2000-01-01T00:00:00Z"));

    /// The last moment to which it can be driven: the wall time of a later one is no 64-bit number.
    private static final long END = Long.MAX_VALUE - WALL_START;

    private final ProgramScheduler scheduler;

    public SteppedClock() {
        this(ProgramScheduler.GRANTS_AT_ONCE);
    }

    /// @param grantsAtOnce how often programs may run at one moment before it is taken for endless
    @SuppressWarnings("this-escape") // the scheduler calls it once programs run
    SteppedClock(int grantsAtOnce) {
        scheduler = new ProgramScheduler(this, grantsAtOnce);
    }

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
        long left = END - nanoTime();
        if (span.compareTo(Duration.ofNanos(left)) > 0) {
            throw new IllegalArgumentException(
                    "span: %s (expected: at most %s, to the end of virtual time)"
                            .formatted(span, Duration.ofNanos(left)));
        }
        drive(span, false);
    }

    @Override
    public boolean runUntilIdle(Duration limit) {
        Duration longest = Duration.ofNanos(END - nanoTime());
        return drive(limit.compareTo(longest) > 0 ? longest : limit, true);
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
        return scheduler.drive(nanoTime() + span.toNanos(), untilIdle);
    }

    ProgramScheduler scheduler() {
        return scheduler;
    }

    @Override
    protected boolean endless(String reason) {
        scheduler.locked(queue -> queue.fail(reason));
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
