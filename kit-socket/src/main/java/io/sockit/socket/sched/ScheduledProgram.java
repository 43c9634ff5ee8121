package io.sockit.socket.sched;

import io.sockit.socket.strand.ProgramRun;

/// A program in virtual time. Thread-safe.
final class ScheduledProgram extends ProgramRun {
    final ScheduledThread scheduled;

    private final ProgramScheduler scheduler;

    ScheduledProgram(SteppedClock clock, String name, boolean virtual, Body body) {
        super(clock, name, virtual, body);
        this.scheduler = clock.scheduler();
        this.scheduled = new ScheduledThread(scheduler, thread(), this);
    }

    @Override
    protected void begins() {
        scheduler.begin(scheduled);
    }

    @Override
    protected void ends() {
        scheduler.end(scheduled);
    }
}
