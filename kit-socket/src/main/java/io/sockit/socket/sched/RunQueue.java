package io.sockit.socket.sched;

import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// In which order threads run in a stepped clock's time: who holds the baton, who queues for it,
/// and who waits. Under the [ProgramScheduler]'s lock.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class RunQueue {
    private final ProgramScheduler scheduler;
    private final EventQueue events;
    private final ExternalWaitDetector detector;
    private final ScheduledThreads runnable = new ScheduledThreads();

    /// Outsiders that are blocked.
    private final ScheduledThreads outsiders = new ScheduledThreads();

    /// Of those that wait, the ones that wait for time to pass.
    private final List<ScheduledThread> drivers = new ArrayList<>();

    /// How many outsiders wait: blocked, or for their turn.
    private int waiting;

    /// The program that runs, or whoever steps time.
    private @Nullable ScheduledThread holder;

    private boolean stepping;

    /// The number of programs that time moved without.
    private int astray;

    /// How often a program was given the baton.
    private long turns;

    /// The outsider that used the clock last.
    private @Nullable Thread starter;

    private @Nullable String failure;

    /// How many are about to end their programs: then no failure keeps anybody from running.
    private int dismissals;

    RunQueue(ProgramScheduler scheduler, EventQueue events, ExternalWaitDetector detector) {
        this.scheduler = scheduler;
        this.events = events;
        this.detector = detector;
    }

    /// Whether the next may be given the baton: nobody has it, and somebody waits for what comes.
    boolean free() {
        return waiting > 0 && holder == null && !failed();
    }

    /// Blocks a turn; one that has the baton puts it down.
    void block(ScheduledThread scheduled) {
        scheduled.blocked = true;
        putDown(scheduled);
        if (scheduled.outsider()) {
            outsiders.add(scheduled);
            waiting++;
        }
    }

    void putDown(ScheduledThread scheduled) {
        if (holder == scheduled) {
            holder = null;
        }
    }

    /// Blocks a turn until time has passed.
    void drive(ScheduledThread scheduled, long limit, boolean untilIdle) {
        scheduled.limit = limit;
        scheduled.untilIdle = untilIdle;
        scheduled.idle = false;
        drivers.add(scheduled);
        block(scheduled);
    }

    /// Ends what a thread is blocked in: it may run when its turn comes.
    void unblock(ScheduledThread scheduled, Wait end) {
        if (scheduled.blocked) {
            scheduled.blocked = false;
            scheduled.end = end;
            events.deadline(scheduled, Waiter.NEVER);
            if (scheduled.outsider()) {
                outsiders.remove(scheduled);
            }
            drivers.remove(scheduled);
            runnable.add(scheduled);
        }
    }

    void queue(ScheduledThread scheduled) {
        runnable.add(scheduled);
    }

    /// Takes a thread that runs without the baton, and has no grant yet, out of where it waits, and
    /// lets it run at once: whoever has the baton may never put it down.
    void withdraw(ScheduledThread scheduled, Wait end) {
        unblock(scheduled, end);
        runnable.remove(scheduled);
        if (scheduled.outsider()) {
            waiting--;
        }
        scheduled.granted = true;
        if (scheduled.thread != Thread.currentThread()) {
            LockSupport.unpark(scheduled.thread);
        }
    }

    /// Gives the baton to the first that is runnable; an outsider runs without it.
    ///
    /// @return whether there was one
    boolean grantNext() {
        ScheduledThread scheduled = runnable.poll();
        if (scheduled == null) {
            return false;
        }
        scheduled.granted = true;
        detector.lookAgain();
        if (scheduled.outsider()) {
            waiting--;
            starter = scheduled.thread;
        } else {
            holder = scheduled;
            turns++;
            if (scheduled.astray) {
                scheduled.astray = false;
                scheduler.strays(--astray > 0);
            }
        }
        if (!scheduled.started) {
            scheduled.started = true;
            scheduled.thread.start();
        } else if (scheduled.thread != Thread.currentThread()) {
            LockSupport.unpark(scheduled.thread);
        }
        return true;
    }

    /// After something changed: sees that somebody goes on if nobody does. Where nobody waits here,
    /// the watcher looks whether somebody waits elsewhere.
    void kick() {
        if (holder == null && waiting == 0 && pending()) {
            detector.lookAgain();
        }
        while (free()) {
            if (!grantNext()) {
                ScheduledThread outsider = outsiders.first();
                if (outsider != null) {
                    LockSupport.unpark(outsider.thread);
                }
                return;
            }
        }
    }

    /// Ends the wait of the driver whose limit comes before the next thing to happen.
    ///
    /// @return its limit; null where there is none
    @Nullable Long endDriver(long next, long now) {
        ScheduledThread earliest = null;
        for (ScheduledThread driver : drivers) {
            if (driver.untilIdle && next == TimerWheel.NEVER) {
                driver.idle = true;
                driver.limit = now;
                earliest = driver;
                break;
            }
            if (earliest == null || driver.limit < earliest.limit) {
                earliest = driver;
            }
        }
        if (earliest == null || (next <= earliest.limit && !earliest.idle)) {
            return null;
        }
        drivers.remove(earliest);
        unblock(earliest, Wait.WOKEN);
        return earliest.limit;
    }

    void beginStep(ScheduledThread scheduled) {
        holder = scheduled;
        stepping = true;
    }

    void endStep() {
        holder = null;
        stepping = false;
    }

    /// Whether a thread steps time: then it is called from there, be it as a listener.
    boolean steppedBy(Thread thread) {
        return stepping && holder != null && holder.thread == thread;
    }

    /// A turn that is to wait for others, or for time: neither goes on until a step is over, so
    /// what is called from it cannot wait for them.
    ///
    /// @throws IllegalStateException where its thread steps time
    ScheduledThread mayWait(ScheduledThread scheduled) {
        if (steppedBy(scheduled.thread)) {
            throw new IllegalStateException(
                    scheduled.thread
                            + " waits while it steps time (expected: a listener or tap that"
                            + " does not wait)");
        }
        return scheduled;
    }

    @Nullable String failure() {
        return failure;
    }

    private boolean failed() {
        return failure != null && dismissals == 0;
    }

    /// From now on programs are to end, and none fails the run any more.
    void beginDismissal() {
        dismissals++;
    }

    void endDismissal() {
        dismissals--;
    }

    /// Interrupts a program's thread; it is runnable at once if it waits here.
    void interrupt(ScheduledThread scheduled) {
        scheduled.thread.interrupt();
        if (scheduled.interruptible) {
            unblock(scheduled, Wait.INTERRUPTED);
        }
        kick();
    }

    /// From now on nobody waits for a program, unless it has ended, and it cannot wait here.
    void giveUp(ScheduledThread scheduled) {
        if (!scheduled.givenUp && !scheduled.ended) {
            scheduled.givenUp = true;
            detector.programEnded();
            unblock(scheduled, Wait.INTERRUPTED);
            kick();
        }
    }

    /// A program's thread ends; one that is given up was counted before.
    void end(ScheduledThread scheduled) {
        scheduled.ended = true;
        if (scheduled.astray) {
            scheduled.astray = false;
            scheduler.strays(--astray > 0);
        }
        if (!scheduled.givenUp) {
            detector.programEnded();
        }
        putDown(scheduled);
        kick();
    }

    /// An outsider uses the clock.
    void starts(Thread outsider) {
        starter = outsider;
    }

    private boolean pending() {
        return !runnable.isEmpty() || events.pending();
    }

    // ---- for the watcher

    ExternalWaitDetector.Sight sight() {
        boolean driven = holder != null || waiting > 0 || failed();
        boolean pending = !driven && pending();
        ScheduledThread seen = stepping || failed() ? null : holder;
        return new ExternalWaitDetector.Sight(
                seen, seen != null && !seen.granted, turns, pending, pending ? starter : null);
    }

    /// Whether what was seen is still so. A program that was given the baton and did not run yet
    /// when it was seen waited for the machine, and for nothing else; what it does since, nobody
    /// has seen.
    boolean still(ExternalWaitDetector.Sight sight) {
        return holder == sight.holder()
                && turns == sight.turns()
                && !stepping
                && !failed()
                && (holder == null || sight.runs());
    }

    /// Takes the baton from a program that waits outside the kit, if it still has it.
    void takeFrom(ExternalWaitDetector.Sight sight) {
        if (still(sight)) {
            dispossess();
        }
    }

    /// Takes the baton from the program that holds it: time moves without it from now on.
    ///
    /// @return false where none holds it
    boolean dispossess() {
        if (holder == null || stepping) {
            return false;
        }
        holder.astray = true;
        scheduler.strays(++astray > 0);
        holder = null;
        kick();
        return true;
    }

    /// Fails the run; while programs are to end, who would fail it goes on without the baton.
    void fail(String reason) {
        if (dismissals > 0) {
            dispossess();
            return;
        }
        failure = reason;
        for (ScheduledThread scheduled = outsiders.first();
                scheduled != null;
                scheduled = scheduled.next) {
            LockSupport.unpark(scheduled.thread);
        }
    }

    /// Fails the run, if the program still holds the baton.
    void fail(ExternalWaitDetector.Sight sight, String reason) {
        if (still(sight)) {
            fail(reason);
        }
    }

    /// Counts somebody as waiting outsider who is not blocked.
    ///
    /// @return false where somebody else waits
    boolean join(ScheduledThread scheduled) {
        if (waiting > 0) {
            return false;
        }
        outsiders.add(scheduled);
        waiting++;
        return true;
    }

    void leave(ScheduledThread scheduled) {
        outsiders.remove(scheduled);
        waiting--;
    }

    @Nullable Thread starter() {
        return starter;
    }
}
