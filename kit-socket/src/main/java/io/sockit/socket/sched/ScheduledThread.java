package io.sockit.socket.sched;

import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.WheelTimer;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// A thread in the order of virtual time, and as a timer the deadline of what it is blocked in.
/// Under the [ProgramScheduler]'s lock.
final class ScheduledThread extends WheelTimer {
    final ProgramScheduler scheduler;
    final Thread thread;

    /// The program it runs; null for an outsider, a thread that the kit did not start.
    final @Nullable ProgramRun program;

    /// The list that it is in, and its links there.
    @Nullable ScheduledThreads list;

    @Nullable ScheduledThread next;
    @Nullable ScheduledThread previous;

    /// What it waits in; null for a thread that drives the clock.
    @Nullable Waiter waiter;

    boolean blocked;
    Wait end = Wait.WOKEN;

    /// Whether it may run; the thread itself takes it back.
    boolean granted;

    /// Whether an interrupt ends the wait under way.
    boolean interruptible;

    /// The [System#nanoTime] at which a driver that is [#hasty] gives up.
    long patience;

    boolean hasty;

    /// The standstill that an outsider saw when it began to rest, and when that was.
    long still;

    long stillSince;

    private boolean started; // the granting threads', one after the other

    /// Whether time moved without it.
    boolean astray;

    /// Whether it did not end when its network was closed: no other thread waits for it any more.
    boolean givenUp;

    /// Whether its program counts as ended.
    boolean ended;

    /// Of a driver: the moment that ends it, whether rest ends it, and whether rest did.
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
    /// @throws IllegalStateException if it is given up
    void beginWait(@Nullable Waiter in, boolean interruptibly) {
        if (givenUp && interruptibly) {
            throw new IllegalStateException(
                    "program thread "
                            + thread.getName()
                            + " waits (expected: to have ended, as its network is closed)");
        }
        waiter = in;
        interruptible = interruptibly;
        hasty = false;
        still = -1;
    }

    /// The wait that begins ends after so much real time.
    void hurry(long realNanos) {
        hasty = true;
        patience = System.nanoTime() + realNanos;
    }

    boolean outsider() {
        return program == null;
    }

    /// Whether it runs beside the program whose turn it is.
    boolean unordered() {
        return program == null || givenUp;
    }

    /// Starts it, or ends its park.
    void resume() {
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
    }

    String name() {
        return program == null ? "thread " + thread.getName() : "program " + program.name();
    }
}
