package io.sockit.socket.sched;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// Who may run in a stepped clock's time. One program at a time holds the baton; those that could
/// run queue for it, first come, first served. A program that blocks puts it down and, like every
/// thread that waits here, drives: hands it to the next, or steps time where there is none. All
/// this happens only while an *outsider*, a thread that the kit did not start, waits for it:
/// otherwise programs would run ahead of the test that sets them up.
///
/// Thread-safe; the lock is let go while parked and while strands run.
final class ProgramScheduler {
    private static final int HELP = 64; // steps between two looks of the detector
    private static final ThreadLocal<@Nullable ScheduledThread> THREADS = new ThreadLocal<>();

    private final SteppedClock clock;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final ExternalWaitDetector detector = new ExternalWaitDetector(this);

    @GuardedBy("lock")
    private final EventQueue events = new EventQueue();

    @GuardedBy("lock")
    private final RunQueue runQueue = new RunQueue(this, events, detector);

    private volatile long time; // written under the lock

    ProgramScheduler(SteppedClock clock) {
        this.clock = clock;
    }

    /// Says whether time moved without some program. Under the lock.
    void strays(boolean some) {
        clock.strays(some);
    }

    long time() {
        return time;
    }

    // ---- threads that wait

    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        ScheduledThread own = ofThread();
        lock.lock();
        try {
            if (waiter.signalled()) {
                return Wait.WOKEN;
            }
            ScheduledThread scheduled = interruptibly ? runQueue.mayWait(own) : forAnswer(own);
            scheduled.beginWait(interruptibly);
            waiter.scheduled = scheduled;
            events.deadline(scheduled, deadline);
            runQueue.block(scheduled);
            awaitGrant(scheduled);
            return scheduled.end;
        } finally {
            waiter.scheduled = null;
            lock.unlock();
        }
    }

    void unblock(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.scheduled instanceof ScheduledThread scheduled) {
                if (scheduled.unordered() && scheduled.blocked && !scheduled.interruptible) {
                    runQueue.withdraw(scheduled, Wait.WOKEN); // an answer: see Waiter
                } else {
                    runQueue.unblock(scheduled, Wait.WOKEN);
                }
                runQueue.kick();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets time move until `limit`, or until all is at rest.
    ///
    /// An interrupt that comes meanwhile ends it at once; one that came before does not.
    ///
    /// @return whether all was at rest
    boolean drive(long limit, boolean untilIdle) {
        ScheduledThread scheduled = ofThread();
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            runQueue.mayWait(scheduled).beginWait(true);
            runQueue.drive(scheduled, limit, untilIdle);
            awaitGrant(scheduled);
            return scheduled.idle;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ScheduledThread ofThread() {
        ScheduledThread known = THREADS.get();
        if (known != null && known.scheduler == this) {
            return known;
        }
        ScheduledThread made = new ScheduledThread(this, Thread.currentThread(), null);
        if (known == null || known.outsider()) {
            THREADS.set(made);
        }
        return made;
    }

    /// What is called from a step waits for a strand's answer too, while its thread's own turn
    /// waits for something else.
    @GuardedBy("lock")
    private ScheduledThread forAnswer(ScheduledThread own) {
        return runQueue.steppedBy(own.thread) ? new ScheduledThread(this, own.thread, null) : own;
    }

    @GuardedBy("lock")
    private void awaitGrant(ScheduledThread scheduled) {
        boolean interrupted = false;
        try {
            while (!scheduled.granted) {
                interrupted |= Thread.interrupted();
                if (scheduled.outsider()) {
                    leaveEarly(scheduled, interrupted);
                } else if (interrupted && scheduled.interruptible) {
                    runQueue.unblock(scheduled, Wait.INTERRUPTED);
                }
                if (!scheduled.granted && !driveOnce(scheduled)) {
                    parkUnlocked(scheduled);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        scheduled.granted = false;
        runQueue.kick();
    }

    /// What ends an outsider's wait though a program runs and never puts the baton down.
    @GuardedBy("lock")
    private void leaveEarly(ScheduledThread scheduled, boolean interrupted) {
        if (scheduled.hasty) {
            if (scheduled.patienceLeft() <= 0) {
                runQueue.withdraw(scheduled, Wait.TIMED_OUT);
            }
        } else if (runQueue.failure() != null) {
            runQueue.withdraw(scheduled, Wait.WOKEN);
            scheduled.granted = false;
            throw new IllegalStateException(runQueue.failure());
        } else if (interrupted && scheduled.interruptible) {
            runQueue.withdraw(scheduled, Wait.INTERRUPTED);
        }
    }

    @GuardedBy("lock")
    private void parkUnlocked(ScheduledThread scheduled) {
        lock.unlock();
        try {
            if (scheduled.hasty) {
                LockSupport.parkNanos(this, scheduled.patienceLeft());
            } else {
                LockSupport.park(this);
            }
        } finally {
            lock.lock();
        }
    }

    // ---- time

    /// Hands on the baton, or steps time where nobody is runnable.
    ///
    /// @return false where there is nothing to do for this thread
    @GuardedBy("lock")
    private boolean driveOnce(ScheduledThread scheduled) {
        return runQueue.free() && (runQueue.grantNext() || step(scheduled));
    }

    /// Does the next thing of the agenda; time jumps to it.
    @GuardedBy("lock")
    private boolean step(ScheduledThread scheduled) {
        HostStrand leftover = events.pollLeftover();
        if (leftover != null) {
            outside(scheduled, leftover::runLeftovers);
            return true;
        }
        long next = events.next();
        Long limit = runQueue.endDriver(next, time);
        if (limit != null) {
            time = Math.max(time, limit);
            return true;
        }
        if (next == TimerWheel.NEVER) {
            return false;
        }
        time = Math.max(time, next);
        ringDue(scheduled);
        timeOut();
        return true;
    }

    @GuardedBy("lock")
    private void ringDue(ScheduledThread scheduled) {
        List<EventQueue.Entry> due = events.dueStrands(time);
        if (!due.isEmpty()) {
            outside(scheduled, () -> due.forEach(entry -> entry.strand.ring()));
        }
    }

    /// Runs strands while the thread has the baton, without the lock.
    @GuardedBy("lock")
    private void outside(ScheduledThread scheduled, Runnable strands) {
        runQueue.beginStep(scheduled);
        lock.unlock();
        try {
            strands.run();
        } finally {
            lock.lock();
            runQueue.endStep();
        }
    }

    @GuardedBy("lock")
    private void timeOut() {
        events.beginDeadlines();
        ScheduledThread late = events.pollDeadline(time);
        while (late != null) {
            runQueue.unblock(late, Wait.TIMED_OUT);
            late = events.pollDeadline(time);
        }
    }

    // ---- programs

    void start(ScheduledThread scheduled) {
        ScheduledThread starter = THREADS.get();
        lock.lock();
        try {
            if (starter == null || starter.outsider()) {
                runQueue.starts(Thread.currentThread());
            }
            detector.programStarted();
            runQueue.queue(scheduled);
            runQueue.kick();
        } finally {
            lock.unlock();
        }
    }

    /// On the program's own thread.
    void begin(ScheduledThread scheduled) {
        THREADS.set(scheduled);
        lock.lock();
        try {
            scheduled.granted = false;
        } finally {
            lock.unlock();
        }
    }

    /// On the program's own thread.
    void end(ScheduledThread scheduled) {
        lock.lock();
        try {
            runQueue.end(scheduled);
        } finally {
            lock.unlock();
        }
    }

    /// A program that time moved without queues for the baton; unless it steps time, as it waits.
    void rejoin() {
        ScheduledThread scheduled = THREADS.get();
        lock.lock();
        try {
            if (scheduled != null
                    && scheduled.astray
                    && scheduled.scheduler == this
                    && !scheduled.givenUp
                    && !runQueue.steppedBy(scheduled.thread)) {
                scheduled.beginWait(false);
                runQueue.queue(scheduled);
                awaitGrant(scheduled);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the end of programs, see ProgramShutdown

    /// Whether the calling thread is none of this clock's programs, and does not step time.
    boolean fromOutside() {
        ScheduledThread scheduled = ofThread();
        return scheduled.outsider() && !ask(runQueue -> runQueue.steppedBy(scheduled.thread));
    }

    /// Does something under the lock.
    void locked(Consumer<RunQueue> work) {
        lock.lock();
        try {
            work.accept(runQueue);
        } finally {
            lock.unlock();
        }
    }

    /// Answers something under the lock.
    <T extends @Nullable Object> T ask(Function<RunQueue, T> question) {
        lock.lock();
        try {
            return question.apply(runQueue);
        } finally {
            lock.unlock();
        }
    }

    /// Lets the runnable run without time passing, in so much real time at most.
    ///
    /// @return whether all was at rest
    boolean settle(long realNanos) {
        ScheduledThread scheduled = ofThread();
        lock.lock();
        try {
            scheduled.beginWait(false);
            scheduled.hurry(realNanos);
            runQueue.drive(scheduled, time, true);
            awaitGrant(scheduled);
            return scheduled.end != Wait.TIMED_OUT;
        } finally {
            lock.unlock();
        }
    }

    /// Waits in real time, though there was an interrupt before; the watcher does not take it for
    /// the wait of who started the programs.
    ///
    /// @return whether there was one: the flag is cleared
    boolean pause(long realNanos) {
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(this, realNanos);
        return interrupted;
    }

    // ---- strands

    EventQueue.Entry register(HostStrand strand) {
        lock.lock();
        try {
            return events.register(strand);
        } finally {
            lock.unlock();
        }
    }

    void alarm(EventQueue.Entry entry) {
        lock.lock();
        try {
            events.alarm(entry);
            runQueue.kick();
        } finally {
            lock.unlock();
        }
    }

    void leftover(EventQueue.Entry entry) {
        lock.lock();
        try {
            events.leftover(entry);
            runQueue.kick();
        } finally {
            lock.unlock();
        }
    }

    void close(EventQueue.Entry entry) {
        lock.lock();
        try {
            events.close(entry);
        } finally {
            lock.unlock();
        }
    }

    /// Fails the run.
    void fail(String reason) {
        locked(it -> it.fail(reason));
    }

    // ---- the watcher

    /// Drives a little.
    ///
    /// @return whether there is more to do
    boolean help(ScheduledThread scheduled) {
        lock.lock();
        try {
            boolean more = true;
            for (int i = 0; i < HELP && more; i++) {
                more = driveOnce(scheduled);
            }
            return more;
        } finally {
            lock.unlock();
        }
    }
}
