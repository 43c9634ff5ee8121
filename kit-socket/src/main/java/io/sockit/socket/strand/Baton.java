package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

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
final class Baton {
    private static final int HELP = 64; // steps between two looks of the watcher

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final StrayWatcher watcher = new StrayWatcher(this);

    @GuardedBy("lock")
    private final Agenda agenda = new Agenda();

    @GuardedBy("lock")
    private final Order order = new Order(agenda, watcher);

    private volatile long time; // written under the lock

    long time() {
        return time;
    }

    // ---- threads that wait

    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        Turn own = turnOfThread();
        lock.lock();
        try {
            if (waiter.signalled()) {
                return Wait.WOKEN;
            }
            Turn turn = interruptibly ? order.mayWait(own) : turnForAnswer(own);
            turn.beginWait(interruptibly);
            waiter.turn = turn;
            agenda.deadline(turn, deadline);
            order.block(turn);
            awaitGrant(turn);
            return turn.end;
        } finally {
            waiter.turn = null;
            lock.unlock();
        }
    }

    void unblock(Waiter waiter) {
        lock.lock();
        try {
            Turn turn = waiter.turn;
            if (turn != null) {
                if (turn.unordered() && turn.blocked && !turn.interruptible) {
                    order.withdraw(turn, Wait.WOKEN); // an answer: see Waiter
                } else {
                    order.unblock(turn, Wait.WOKEN);
                }
                order.kick();
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
        Turn turn = turnOfThread();
        boolean interrupted = Thread.interrupted();
        lock.lock();
        try {
            order.mayWait(turn).beginWait(true);
            order.drive(turn, limit, untilIdle);
            awaitGrant(turn);
            return turn.idle;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Turn turnOfThread() {
        Frame frame = Frame.current();
        Turn turn = frame.turn;
        if (turn == null || turn.baton != this) {
            turn = new Turn(this, Thread.currentThread(), null);
            if (frame.turn == null || frame.turn.outsider()) {
                frame.turn = turn;
            }
        }
        return turn;
    }

    /// What is called from a step waits for a strand's answer too, while its thread's own turn
    /// waits for something else.
    @GuardedBy("lock")
    private Turn turnForAnswer(Turn own) {
        return order.steppedBy(own.thread) ? new Turn(this, own.thread, null) : own;
    }

    @GuardedBy("lock")
    private void awaitGrant(Turn turn) {
        boolean interrupted = false;
        try {
            while (!turn.granted) {
                interrupted |= Thread.interrupted();
                if (turn.outsider()) {
                    leaveEarly(turn, interrupted);
                } else if (interrupted && turn.interruptible) {
                    order.unblock(turn, Wait.INTERRUPTED);
                }
                if (!turn.granted && !driveOnce(turn)) {
                    parkUnlocked(turn);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        turn.granted = false;
        order.kick();
    }

    /// What ends an outsider's wait though a program runs and never puts the baton down.
    @GuardedBy("lock")
    private void leaveEarly(Turn turn, boolean interrupted) {
        if (turn.hasty) {
            if (turn.patienceLeft() <= 0) {
                order.withdraw(turn, Wait.TIMED_OUT);
            }
        } else if (order.failure() != null) {
            order.withdraw(turn, Wait.WOKEN);
            turn.granted = false;
            throw new IllegalStateException(order.failure());
        } else if (interrupted && turn.interruptible) {
            order.withdraw(turn, Wait.INTERRUPTED);
        }
    }

    @GuardedBy("lock")
    private void parkUnlocked(Turn turn) {
        lock.unlock();
        try {
            if (turn.hasty) {
                LockSupport.parkNanos(this, turn.patienceLeft());
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
    private boolean driveOnce(Turn turn) {
        return order.free() && (order.grantNext() || step(turn));
    }

    /// Does the next thing of the agenda; time jumps to it.
    @GuardedBy("lock")
    private boolean step(Turn turn) {
        HostStrand leftover = agenda.pollLeftover();
        if (leftover != null) {
            outside(turn, leftover::pump);
            return true;
        }
        long next = agenda.next();
        Long limit = order.endDriver(next, time);
        if (limit != null) {
            time = Math.max(time, limit);
            return true;
        }
        if (next == TimerWheel.NEVER) {
            return false;
        }
        time = Math.max(time, next);
        ringDue(turn);
        timeOut();
        return true;
    }

    @GuardedBy("lock")
    private void ringDue(Turn turn) {
        List<Agenda.Entry> due = agenda.dueStrands(time);
        if (!due.isEmpty()) {
            outside(turn, () -> due.forEach(entry -> entry.strand.wheel().ring()));
        }
    }

    /// Runs strands while the thread has the baton, without the lock.
    @GuardedBy("lock")
    private void outside(Turn turn, Runnable strands) {
        order.beginStep(turn);
        lock.unlock();
        try {
            strands.run();
        } finally {
            lock.lock();
            order.endStep();
        }
    }

    @GuardedBy("lock")
    private void timeOut() {
        agenda.beginDeadlines();
        Turn late = agenda.pollDeadline(time);
        while (late != null) {
            order.unblock(late, Wait.TIMED_OUT);
            late = agenda.pollDeadline(time);
        }
    }

    // ---- programs

    void start(Turn turn) {
        Frame frame = Frame.current();
        lock.lock();
        try {
            if (frame.turn == null || frame.turn.outsider()) {
                order.starts(Thread.currentThread());
            }
            watcher.programStarted();
            order.queue(turn);
            order.kick();
        } finally {
            lock.unlock();
        }
    }

    /// On the program's own thread.
    void begin(Turn turn) {
        Frame frame = Frame.current();
        lock.lock();
        try {
            turn.granted = false;
            turn.frame = frame;
            frame.turn = turn;
        } finally {
            lock.unlock();
        }
    }

    /// On the program's own thread.
    void end(Turn turn) {
        lock.lock();
        try {
            order.end(turn);
        } finally {
            lock.unlock();
        }
    }

    /// A program that time moved without queues for the baton; unless it steps time, as it waits.
    void rejoin(Frame frame) {
        Turn turn = frame.turn;
        lock.lock();
        try {
            if (turn != null
                    && turn.astray
                    && turn.baton == this
                    && !turn.givenUp
                    && !order.steppedBy(turn.thread)) {
                turn.beginWait(false);
                order.queue(turn);
                awaitGrant(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the end of programs, see Dismissal

    /// Whether the calling thread is none of this clock's programs, and does not step time.
    boolean fromOutside() {
        Turn turn = turnOfThread();
        return turn.outsider() && !ofOrder(order -> order.steppedBy(turn.thread));
    }

    /// Does something under the lock.
    void inOrder(Consumer<Order> work) {
        lock.lock();
        try {
            work.accept(order);
        } finally {
            lock.unlock();
        }
    }

    /// Answers something under the lock.
    <T extends @Nullable Object> T ofOrder(Function<Order, T> question) {
        lock.lock();
        try {
            return question.apply(order);
        } finally {
            lock.unlock();
        }
    }

    /// Lets the runnable run without time passing, in so much real time at most.
    ///
    /// @return whether all was at rest
    boolean settle(long realNanos) {
        Turn turn = turnOfThread();
        lock.lock();
        try {
            turn.beginWait(false);
            turn.hurry(realNanos);
            order.drive(turn, time, true);
            awaitGrant(turn);
            return turn.end != Wait.TIMED_OUT;
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

    Agenda.Entry register(HostStrand strand) {
        lock.lock();
        try {
            return agenda.register(strand);
        } finally {
            lock.unlock();
        }
    }

    void alarm(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.alarm(entry);
            order.kick();
        } finally {
            lock.unlock();
        }
    }

    void leftover(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.leftover(entry);
            order.kick();
        } finally {
            lock.unlock();
        }
    }

    void close(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.close(entry);
        } finally {
            lock.unlock();
        }
    }

    /// Fails the run.
    void fail(String reason) {
        inOrder(it -> it.fail(reason));
    }

    // ---- the watcher

    /// Drives a little.
    ///
    /// @return whether there is more to do
    boolean help(Turn turn) {
        lock.lock();
        try {
            boolean more = true;
            for (int i = 0; i < HELP && more; i++) {
                more = driveOnce(turn);
            }
            return more;
        } finally {
            lock.unlock();
        }
    }
}
