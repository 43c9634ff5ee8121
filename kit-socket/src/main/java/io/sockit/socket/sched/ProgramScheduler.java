package io.sockit.socket.sched;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/// Decides which thread runs in virtual time, and moves that time. One program runs at a time; the
/// others that could run wait for their turn, first come, first served. A program that blocks makes
/// room and, like every thread that waits here, drives: it lets the next one run, or steps time if
/// none can. All this happens only while an *outsider*, a thread that the kit did not start, waits
/// for it: otherwise programs would run ahead of the test that sets them up.
///
/// **Invariants**, all under the one lock, which is released while a thread parks and while strands
/// run. At most one program, or the thread that steps time, is `running`. Every other thread that
/// the clock knows is in at most one list of the [RunQueue]. While no thread is `running` and an
/// outsider waits, some waiting thread is awake in [#awaitGrant] or has been unparked: every change
/// ends in [RunQueue#kick]. So no fence is needed but the lock's; a grant is a plain field, read
/// after the lock was taken again.
///
/// **Standstill.** Where an outsider waits without a limit, no program can run and nothing lies
/// ahead, only a thread that this clock does not know could end the wait. It has half a second of
/// real time to do so; then the wait ends with an exception that names every waiting thread.
/// Servers that wait while anything lies ahead, or while the only outsider drives the clock, are no
/// standstill.
final class ProgramScheduler {
    /// How often programs may run at one moment before it is taken for endless.
    static final int GRANTS_AT_ONCE = 1 << 22;

    private static final long GRACE = 500_000_000L;
    private static final int HELP = 64; // steps between two looks of the detector
    private static final ThreadLocal<@Nullable ScheduledThread> THREADS = new ThreadLocal<>();

    final SteppedClock clock;

    private final WakingLock lock = new WakingLock();

    @GuardedBy("lock")
    private final ExternalWaitDetector detector = new ExternalWaitDetector(this);

    @GuardedBy("lock")
    private final EventQueue events = new EventQueue();

    @GuardedBy("lock")
    private final RunQueue runQueue;

    private volatile long time; // written under the lock

    ProgramScheduler(SteppedClock clock, int grantsAtOnce) {
        this.clock = clock;
        this.runQueue = new RunQueue(this, events, detector, grantsAtOnce);
    }

    /// Says whether time moved without some program. Under the lock.
    void strays(boolean some) {
        clock.strays(some);
    }

    long time() {
        return time;
    }

    /// Lets a thread run on once the lock is released. Under the lock.
    void wake(ScheduledThread thread) {
        lock.wake(thread);
    }

    // ---- threads that wait

    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        ScheduledThread own = ofThread();
        lock.lock();
        try {
            if (waiter.signalled()) {
                return Wait.WOKEN;
            }
            ScheduledThread thread = interruptibly ? runQueue.mayWait(own) : forAnswer(own);
            thread.beginWait(waiter, interruptibly);
            waiter.scheduled = thread;
            events.deadline(thread, deadline);
            runQueue.block(thread);
            awaitGrant(thread);
            return thread.end;
        } finally {
            waiter.scheduled = null;
            lock.unlock();
        }
    }

    void unblock(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.scheduled instanceof ScheduledThread thread) {
                if (thread.unordered() && thread.blocked && !thread.interruptible) {
                    runQueue.withdraw(thread, Wait.WOKEN); // an answer: see Waiter
                } else {
                    runQueue.unblock(thread, Wait.WOKEN);
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
        ScheduledThread thread = ofThread();
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            runQueue.mayWait(thread).beginWait(null, true);
            runQueue.drive(thread, limit, untilIdle);
            awaitGrant(thread);
            return thread.idle;
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

    /// A listener that is called from a step waits for a strand's answer while the thread's own
    /// entry waits for something else.
    @GuardedBy("lock")
    private ScheduledThread forAnswer(ScheduledThread own) {
        return runQueue.steppedBy(own.thread) ? new ScheduledThread(this, own.thread, null) : own;
    }

    @GuardedBy("lock")
    private void awaitGrant(ScheduledThread thread) {
        boolean interrupted = false;
        try {
            while (!thread.granted) {
                interrupted |= Thread.interrupted();
                if (thread.unordered()) {
                    leaveEarly(thread, interrupted);
                } else if (interrupted && thread.interruptible) {
                    runQueue.unblock(thread, Wait.INTERRUPTED);
                }
                if (!thread.granted && !driveOnce(thread)) {
                    rest(thread);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        thread.granted = false;
        runQueue.kick();
    }

    /// Ends the wait of a thread that is bound to no order, though a program runs and never makes
    /// room.
    @GuardedBy("lock")
    private void leaveEarly(ScheduledThread thread, boolean interrupted) {
        if (thread.hasty) {
            if (thread.patience <= System.nanoTime()) {
                runQueue.withdraw(thread, Wait.TIMED_OUT);
            }
        } else if (runQueue.failure() != null && thread.outsider()) {
            abandon(thread, runQueue.failure());
        } else if (interrupted && thread.interruptible) {
            runQueue.withdraw(thread, Wait.INTERRUPTED);
        }
    }

    @GuardedBy("lock")
    private void abandon(ScheduledThread thread, @Nullable String reason) {
        runQueue.withdraw(thread, Wait.WOKEN);
        thread.granted = false;
        throw new IllegalStateException(reason);
    }

    /// Parks until something changes. An outsider looks after a while whether anything still can.
    @GuardedBy("lock")
    private void rest(ScheduledThread thread) {
        if (thread.hasty) {
            park(thread.patience - System.nanoTime());
            return;
        }
        long still = runQueue.standstill();
        if (still >= 0 && !thread.outsider()) {
            runQueue.wakeOutsider(); // which judges
            still = -1;
        }
        if (still < 0 || still != thread.still) {
            thread.still = still;
            thread.stillSince = System.nanoTime();
        }
        long left = still < 0 ? 0 : thread.stillSince + GRACE - System.nanoTime();
        if (still >= 0 && left <= 0) {
            if (!runQueue.changeable()) {
                abandon(thread, runQueue.describe());
            }
            left = GRACE;
        }
        park(left);
    }

    /// @param realNanos 0 for no limit
    @GuardedBy("lock")
    private void park(long realNanos) {
        lock.unlock();
        try {
            if (realNanos == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, realNanos);
            }
        } finally {
            lock.lock();
        }
    }

    // ---- time

    /// Lets the next thread run, or steps time if none is runnable.
    ///
    /// @return false if there is nothing to do for this thread
    @GuardedBy("lock")
    private boolean driveOnce(ScheduledThread thread) {
        return runQueue.free() && (runQueue.grantNext() || step(thread));
    }

    /// Does the next thing that lies ahead; time jumps to it.
    @GuardedBy("lock")
    private boolean step(ScheduledThread thread) {
        HostStrand leftover = events.pollLeftover();
        if (leftover != null) {
            outside(thread, leftover::runLeftovers);
            return true;
        }
        HostStrand due = events.pollDue(time);
        if (due != null) {
            outside(thread, due::ring);
            return true;
        }
        long next = events.next();
        Long limit = runQueue.endDriver(next, time);
        if (limit != null) {
            moveTo(limit);
            return true;
        }
        if (next == TimerWheel.NEVER) {
            return false;
        }
        moveTo(next);
        if (!events.collectDue(time)) {
            timeOut();
        }
        return true;
    }

    @GuardedBy("lock")
    private void moveTo(long moment) {
        if (moment > time) {
            time = moment;
            runQueue.moved();
        }
    }

    /// Runs strands as the thread that steps time, without the lock.
    @GuardedBy("lock")
    private void outside(ScheduledThread thread, Runnable strands) {
        runQueue.beginStep(thread);
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

    void start(ScheduledThread thread) {
        ScheduledThread starter = THREADS.get();
        lock.lock();
        try {
            if (starter == null || starter.outsider()) {
                runQueue.starts(Thread.currentThread());
            }
            detector.programStarted();
            runQueue.queue(thread);
            runQueue.kick();
        } finally {
            lock.unlock();
        }
    }

    /// On the program's own thread.
    void begin(ScheduledThread thread) {
        THREADS.set(thread);
        locked(queue -> thread.granted = false);
    }

    /// On the program's own thread.
    void end(ScheduledThread thread) {
        locked(queue -> queue.end(thread));
    }

    /// A program that time moved without waits for its turn; unless it steps time, as it waits.
    void rejoin() {
        ScheduledThread thread = THREADS.get();
        lock.lock();
        try {
            if (thread != null
                    && thread.astray
                    && thread.scheduler == this
                    && !thread.givenUp
                    && !runQueue.steppedBy(thread.thread)) {
                thread.beginWait(null, false);
                runQueue.queue(thread);
                awaitGrant(thread);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the end of programs, see ProgramShutdown

    /// Whether the calling thread is no program of this clock and does not step time.
    boolean fromOutside() {
        ScheduledThread thread = ofThread();
        return thread.outsider() && !ask(queue -> queue.steppedBy(thread.thread));
    }

    /// Lets the runnable run without time passing, in so much real time at most.
    void settle(long realNanos) {
        ScheduledThread thread = ofThread();
        lock.lock();
        try {
            thread.beginWait(null, false);
            thread.hurry(realNanos);
            runQueue.drive(thread, time, true);
            awaitGrant(thread);
        } finally {
            lock.unlock();
        }
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

    // ---- the detector

    /// Drives a little.
    ///
    /// @return whether there is more to do
    boolean help(ScheduledThread thread) {
        lock.lock();
        try {
            boolean more = true;
            for (int i = 0; i < HELP && more; i++) {
                more = driveOnce(thread);
            }
            return more;
        } finally {
            lock.unlock();
        }
    }

    /// A lock that resumes a thread after its release: the thread would wait for the lock
    /// otherwise.
    @SuppressWarnings("serial") // never serialized
    private static final class WakingLock extends ReentrantLock {
        private transient @Nullable ScheduledThread woken; // with the lock held

        void wake(ScheduledThread thread) {
            if (woken != null) {
                woken.resume();
            }
            woken = thread;
        }

        @Override
        public void unlock() {
            ScheduledThread next = woken;
            woken = null;
            super.unlock();
            if (next != null) {
                next.resume();
            }
        }
    }
}
