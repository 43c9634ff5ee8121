package io.sockit.socket.sched;

import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// The order in which threads run in virtual time: the program that runs, the threads that could
/// run, first come, first served, and the threads that wait. Under the [ProgramScheduler]'s lock.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class RunQueue {
    /// How many programs in a row that keep time where it is are named.
    private static final int NAMED = 64;

    private final ProgramScheduler scheduler;
    private final EventQueue events;
    private final ExternalWaitDetector detector;
    private final int grantsAtOnce;
    private final ScheduledThreads runnable = new ScheduledThreads();

    /// Threads that the kit did not start, which are blocked.
    private final ScheduledThreads outsiders = new ScheduledThreads();

    /// Programs that are blocked.
    private final ScheduledThreads resting = new ScheduledThreads();

    /// Programs that time moved without, and that have not come back.
    private final ScheduledThreads strays = new ScheduledThreads();

    /// The blocked threads that wait for time to pass.
    private final List<ScheduledThread> drivers = new ArrayList<>();

    /// The number of outsiders that wait: blocked, or for their turn.
    private int waiting;

    /// The program that runs, or the thread that steps time.
    private @Nullable ScheduledThread running;

    private boolean stepping;

    /// The number of programs that time moved without, until they run in their turn again.
    private int astray;

    /// How often a program was let run, and how often since time moved or an outsider ran.
    private long grants;

    private int atOnce;
    private final Set<String> busy = new LinkedHashSet<>();

    /// Counts what could end a wait.
    private long changes;

    private long told = -1; // the standstill that was named last

    /// The outsider that used the clock last.
    private @Nullable Thread starter;

    private @Nullable String failure;

    /// How many networks are closing: then no failure keeps their programs from running.
    private int shutdowns;

    /// @param grantsAtOnce how often programs may run at one moment before it is taken for endless
    RunQueue(
            ProgramScheduler scheduler,
            EventQueue events,
            ExternalWaitDetector detector,
            int grantsAtOnce) {
        this.scheduler = scheduler;
        this.events = events;
        this.detector = detector;
        this.grantsAtOnce = grantsAtOnce;
    }

    /// Whether the next thread may run: no program runs, and an outsider waits for what comes.
    boolean free() {
        return waiting > 0 && running == null && !failed();
    }

    /// Blocks a thread; a program that runs makes room for the next.
    void block(ScheduledThread thread) {
        thread.blocked = true;
        makeRoom(thread);
        if (thread.outsider()) {
            outsiders.add(thread);
            waiting++;
        } else {
            resting.add(thread);
        }
    }

    private void makeRoom(ScheduledThread thread) {
        if (running == thread) {
            running = null;
        }
    }

    /// Blocks a thread until time has passed.
    void drive(ScheduledThread thread, long limit, boolean untilIdle) {
        thread.limit = limit;
        thread.untilIdle = untilIdle;
        thread.idle = false;
        drivers.add(thread);
        block(thread);
    }

    /// Ends what a thread is blocked in: it may run when its turn comes.
    void unblock(ScheduledThread thread, Wait end) {
        if (thread.blocked) {
            thread.blocked = false;
            thread.end = end;
            events.deadline(thread, Waiter.NEVER);
            drivers.remove(thread);
            queue(thread);
        }
    }

    void queue(ScheduledThread thread) {
        changes++;
        runnable.add(thread);
    }

    /// Lets a thread that is bound to no order run at once: the program that runs may never make
    /// room.
    void withdraw(ScheduledThread thread, Wait end) {
        unblock(thread, end);
        ScheduledThreads.leave(thread);
        if (thread.outsider()) {
            waiting--;
            starter = thread.thread;
        }
        resume(thread);
    }

    /// Lets the first runnable thread run; an outsider runs beside the programs.
    ///
    /// @return whether there was one
    boolean grantNext() {
        ScheduledThread thread = runnable.poll();
        if (thread == null) {
            return false;
        }
        changes++;
        detector.lookAgain();
        if (thread.outsider()) {
            waiting--;
            starter = thread.thread;
            moved();
        } else {
            running = thread;
            grants++;
            found(thread);
            if (++atOnce > grantsAtOnce) {
                endless(thread);
            }
        }
        resume(thread);
        return true;
    }

    private void resume(ScheduledThread thread) {
        thread.granted = true;
        if (thread.thread != Thread.currentThread()) {
            scheduler.wake(thread);
        }
    }

    /// Time has moved, or a thread from outside has run: programs may run at one moment anew.
    void moved() {
        if (atOnce != 0) {
            atOnce = 0;
            busy.clear();
        }
    }

    private void endless(ScheduledThread thread) {
        busy.add(thread.name());
        if (atOnce >= grantsAtOnce + NAMED) {
            fail(
                    "programs keep the %s: they ran %d times in turn and no time passed: %s"
                            .formatted(scheduler.clock, atOnce, String.join(", ", busy)));
        }
    }

    /// After a change: lets a thread go on if no thread does. If no outsider waits here, the
    /// detector looks whether one waits elsewhere.
    void kick() {
        if (running == null && waiting == 0 && pending()) {
            detector.lookAgain();
        }
        while (free()) {
            if (!grantNext()) {
                wakeOutsider();
                return;
            }
        }
    }

    void wakeOutsider() {
        ScheduledThread outsider = outsiders.first();
        if (outsider != null) {
            LockSupport.unpark(outsider.thread);
        }
    }

    /// Ends the wait of the driver whose limit comes before the next event.
    ///
    /// @return its limit; null if it has to go on
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
        unblock(earliest, Wait.WOKEN);
        return earliest.limit;
    }

    void beginStep(ScheduledThread thread) {
        running = thread;
        stepping = true;
    }

    void endStep() {
        running = null;
        stepping = false;
        changes++;
    }

    /// Whether a thread steps time: then it is called from there, for example as a listener.
    boolean steppedBy(Thread thread) {
        return stepping && running != null && running.thread == thread;
    }

    /// A thread that is to wait for others, or for time: neither goes on until a step is over.
    ///
    /// @throws IllegalStateException if the thread steps time
    ScheduledThread mayWait(ScheduledThread thread) {
        if (steppedBy(thread.thread)) {
            throw new IllegalStateException(
                    thread.thread
                            + " waits while it steps time (expected: a listener or tap that"
                            + " does not wait)");
        }
        return thread;
    }

    private boolean pending() {
        return !runnable.isEmpty() || events.pending();
    }

    // ---- failures

    @Nullable String failure() {
        return failure;
    }

    private boolean failed() {
        return failure != null && shutdowns == 0;
    }

    /// Fails the run: outsiders that wait are told. While a network closes, the program that would
    /// fail the run goes on by itself instead.
    void fail(String reason) {
        if (shutdowns > 0) {
            dispossess();
            return;
        }
        failure = reason;
        for (ScheduledThread outsider = outsiders.first();
                outsider != null;
                outsider = outsider.next) {
            LockSupport.unpark(outsider.thread);
        }
    }

    /// What nothing inside virtual time can change any more: no thread is runnable, nothing lies
    /// ahead, and every outsider that waits does so without a limit.
    ///
    /// @return a count that is the same for as long as this lasts; -1 if there is no standstill
    long standstill() {
        if (running != null || failed() || pending() || !drivers.isEmpty()) {
            return -1;
        }
        for (ScheduledThread thread = outsiders.first(); thread != null; thread = thread.next) {
            if (!thread.interruptible) {
                return -1; // another thread is at work inside a strand
            }
        }
        return changes;
    }

    /// Whether a thread that the clock knows runs, or sleeps in real time, and so may change
    /// something yet: the outsider that used the clock last, or a program that waited elsewhere.
    boolean changeable() {
        for (ScheduledThread thread = strays.first(); thread != null; thread = thread.next) {
            if (acts(thread.thread)) {
                return true;
            }
        }
        for (ScheduledThread thread = outsiders.first(); thread != null; thread = thread.next) {
            if (thread.thread == starter) {
                return false;
            }
        }
        return starter != null && acts(starter);
    }

    private static boolean acts(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.RUNNABLE || state == Thread.State.TIMED_WAITING;
    }

    /// Names every thread that waits.
    String describe() {
        Standstill text = new Standstill(scheduler.clock);
        text.add(outsiders, "");
        text.add(resting, "");
        text.add(strays, "outside the kit");
        return text.toString();
    }

    // ---- programs

    /// An outsider uses the clock.
    void starts(Thread outsider) {
        starter = outsider;
    }

    /// A program's thread ends; one that was given up is no longer counted.
    void end(ScheduledThread thread) {
        thread.ended = true;
        ScheduledThreads.leave(thread);
        found(thread);
        if (!thread.givenUp) {
            detector.programEnded();
        }
        makeRoom(thread);
        kick();
    }

    /// Lets the running program go on by itself: time moves without it from now on.
    ///
    /// @return false if no program runs
    boolean dispossess() {
        ScheduledThread lost = running;
        if (lost == null || stepping) {
            return false;
        }
        lost.astray = true;
        scheduler.strays(++astray > 0);
        strays.add(lost);
        running = null;
        kick();
        return true;
    }

    private void found(ScheduledThread thread) {
        if (thread.astray) {
            thread.astray = false;
            scheduler.strays(--astray > 0);
        }
    }

    void beginShutdown() {
        shutdowns++;
    }

    void endShutdown() {
        shutdowns--;
    }

    /// Interrupts a program that has not ended and lets it run beside all others: from now on it
    /// cannot wait here, and no other thread waits for it.
    void giveUp(ScheduledThread thread) {
        if (thread.ended || thread.givenUp) {
            return;
        }
        thread.givenUp = true;
        detector.programEnded();
        thread.thread.interrupt();
        if (thread.list == resting || thread.list == runnable) {
            withdraw(thread, Wait.INTERRUPTED);
        } else if (running == thread) {
            dispossess();
        }
        ScheduledThreads.leave(thread);
        kick();
    }

    // ---- for the detector

    /// Names every thread that waits, once a standstill that the starter sits out elsewhere.
    ///
    /// @return null if there is nothing new to say
    @Nullable String abandoned() {
        boolean still = waiting == 0 && standstill() >= 0 && !resting.isEmpty();
        if (!still || told == changes || starter == null) {
            return null;
        }
        if (starter.getState() != Thread.State.WAITING || changeable()) {
            return null;
        }
        told = changes;
        return describe();
    }

    /// Whether [#abandoned] may have something to say later.
    boolean mayBeAbandoned() {
        return told != changes && !resting.isEmpty() && starter != null && starter.isAlive();
    }

    ExternalWaitDetector.Sight sight() {
        boolean driven = running != null || waiting > 0 || failed();
        boolean pending = !driven && pending();
        ScheduledThread seen = stepping || failed() ? null : running;
        return new ExternalWaitDetector.Sight(
                seen, seen != null && !seen.granted, grants, pending, pending ? starter : null);
    }

    /// Whether what was seen is still so. A program that was let run and did not run yet when it
    /// was seen waited for the machine, and for nothing else; what it does since, nobody has seen.
    boolean still(ExternalWaitDetector.Sight sight) {
        return running == sight.running()
                && grants == sight.grants()
                && !stepping
                && !failed()
                && (running == null || sight.runs());
    }

    /// Counts the detector as an outsider that waits.
    ///
    /// @return false where another one waits
    boolean join(ScheduledThread thread) {
        if (waiting > 0) {
            return false;
        }
        outsiders.add(thread);
        waiting++;
        return true;
    }

    void leave(ScheduledThread thread) {
        ScheduledThreads.leave(thread);
        waiting--;
    }

    @Nullable Thread starter() {
        return starter;
    }
}
