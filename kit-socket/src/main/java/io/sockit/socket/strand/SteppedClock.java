package io.sockit.socket.strand;

import io.sockit.api.VirtualClock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A clock that jumps to the next thing that happens. Thread-safe; who runs when is the [Baton]'s.
public final class SteppedClock extends HostClock implements VirtualClock {
    private static final long WALL_START = SystemClock.wall(Instant.parse("2000-01-01T00:00:00Z"));

    private final Baton baton = new Baton();

    SteppedClock() {}

    @Override
    public long nanoTime() {
        return baton.time();
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
        if (baton.fromOutside()) {
            new Dismissal(baton, programs).run();
        }
    }

    private boolean drive(Duration span, boolean untilIdle) {
        if (span.isNegative()) {
            throw new IllegalArgumentException("span: " + span + " (expected: >= 0)");
        }
        Gate inside = Frame.current().inside;
        if (inside != null) {
            throw new IllegalStateException("time driven from inside the " + inside);
        }
        long nanos =
                span.toSeconds() >= Long.MAX_VALUE / 2_000_000_000L ? Waiter.NEVER : span.toNanos();
        return baton.drive(after(nanos), untilIdle);
    }

    Baton baton() {
        return baton;
    }

    /// Fails the run: whoever waits for it is told the reason. Any thread.
    void fail(String reason) {
        baton.fail(reason);
    }

    @Override
    public ProgramRun start(String name, boolean virtual, ProgramRun.Body body) {
        ProgramRun run = new ProgramRun(this, name, virtual, body);
        Turn turn = new Turn(baton, run.thread(), run);
        run.turn = turn;
        baton.start(turn);
        return run;
    }

    @Override
    void programBegins(ProgramRun run) {
        if (run.turn != null) {
            baton.begin(run.turn);
        }
    }

    @Override
    void programEnds(ProgramRun run) {
        if (run.turn != null) {
            baton.end(run.turn);
        }
    }

    @Override
    Attendant attend(HostStrand strand) {
        Agenda.Entry entry = baton.register(strand);
        Watchdog.INSTANCE.watch(strand);
        return new Attendant() {
            @Override
            public void workLeft() {
                baton.leftover(entry);
            }

            @Override
            public void alarm() {
                baton.alarm(entry);
            }

            @Override
            public void close() {
                baton.close(entry);
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
        return baton.block(waiter, deadline, interruptibly);
    }

    @Override
    void unblock(Waiter waiter) {
        baton.unblock(waiter);
    }

    @Override
    void rejoin(Frame frame) {
        baton.rejoin(frame);
    }

    @Override
    public String toString() {
        return "a virtual clock at " + baton.time() + " ns";
    }
}
