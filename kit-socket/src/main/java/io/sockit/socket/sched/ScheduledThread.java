package io.sockit.socket.sched;

import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.time.WheelTimer;

import org.jspecify.annotations.Nullable;

/// A thread's place in the order of a stepped clock, and as a timer the deadline of what it blocks
/// in. Under the [ProgramScheduler]'s lock.
final class ScheduledThread extends WheelTimer {
    final ProgramScheduler scheduler;
    final Thread thread;

    /// The program it runs; null for a thread that the kit did not start.
    final @Nullable ProgramRun program;

    /// Links of the queue of the runnable, or of the list of outsiders.
    @Nullable ScheduledThread next;

    @Nullable ScheduledThread previous;

    boolean blocked;
    Wait end = Wait.WOKEN;

    /// Whether it may run; taken back by itself.
    boolean granted;

    /// Of the wait under way: whether an interrupt ends it, and at which [System#nanoTime] a driver
    /// gives it up, if [#hasty].
    boolean interruptible;

    boolean hasty;
    long patience;

    boolean started;

    /// Whether time moved without it.
    boolean astray;

    /// Whether it did not end when its network was closed: nobody waits for it any more.
    boolean givenUp;

    /// Whether its program counts as ended.
    boolean ended;

    /// For who drives the clock: until when, whether rest ends it, and whether it did.
    long limit;

    boolean untilIdle;
    boolean idle;

    ScheduledThread(ProgramScheduler scheduler, Thread thread, @Nullable ProgramRun program) {
        this.scheduler = scheduler;
        this.thread = thread;
        this.program = program;
        this.started = program == null;
    }

    /// Begins a wait; one that an interrupt does not end is for the answer of a strand.
    ///
    /// @throws IllegalStateException where it is given up
    void beginWait(boolean interruptibly) {
        if (givenUp && interruptibly) {
            throw new IllegalStateException(
                    "program thread "
                            + thread.getName()
                            + " waits (expected: to have ended, as its network is closed)");
        }
        interruptible = interruptibly;
        hasty = false;
    }

    /// The wait that begins ends after so much real time.
    void hurry(long realNanos) {
        hasty = true;
        patience = System.nanoTime() + realNanos;
    }

    long patienceLeft() {
        return patience - System.nanoTime();
    }

    boolean outsider() {
        return program == null;
    }

    /// Whether it runs without the baton.
    boolean unordered() {
        return program == null || givenUp;
    }
}
