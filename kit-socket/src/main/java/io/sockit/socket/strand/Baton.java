package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Who may run in a stepped clock's time. One program at a time holds the baton; those that could
/// run
/// queue for it, first come, first served. A program that blocks puts it down and, like every
/// thread
/// that waits here, drives: hands it to the next, or steps time where there is none. All this
/// happens
/// only while an *outsider*, a thread that the kit did not start, waits for it ([#outsiders]):
/// otherwise programs would run ahead of the test that sets them up.
///
/// Thread-safe; the lock is let go while parked and while strands run.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class Baton {
    private final ReentrantLock lock = new ReentrantLock();
    private final StrayWatcher watcher = new StrayWatcher(this);

    @GuardedBy("lock")
    private final Agenda agenda = new Agenda();

    @GuardedBy("lock")
    private final TurnList runnable = new TurnList();

    /// Outsiders that are blocked.
    @GuardedBy("lock")
    private final TurnList outsiders = new TurnList();

    /// How many outsiders wait: blocked, or for their turn.
    @GuardedBy("lock")
    private int waiting;

    /// Of those that wait, the ones that wait for time to pass.
    @GuardedBy("lock")
    private final List<Turn> drivers = new ArrayList<>();

    /// The program that runs, or whoever steps time.
    @GuardedBy("lock")
    private @Nullable Turn holder;

    @GuardedBy("lock")
    private boolean stepping;

    /// How often a program was given the baton.
    @GuardedBy("lock")
    private long turns;

    @GuardedBy("lock")
    private @Nullable String failure;

    private volatile long time; // written under the lock

    long time() {
        return time;
    }

    // ---- threads that wait

    Wait block(Waiter waiter, long deadline, boolean interruptibly) {
        Turn turn = turnOfThread();
        lock.lock();
        try {
            if (waiter.signalled()) {
                return Wait.WOKEN;
            }
            waiter.turn = turn;
            turn.waiter = waiter;
            agenda.deadline(turn, deadline);
            await(turn, interruptibly);
            return turn.end;
        } finally {
            waiter.turn = null;
            turn.waiter = null;
            lock.unlock();
        }
    }

    void unblock(Waiter waiter) {
        lock.lock();
        try {
            Turn turn = waiter.turn;
            if (turn != null) {
                unblock(turn, Wait.WOKEN);
                kick();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets time move until `limit`, or until all is at rest.
    ///
    /// @return whether all was at rest
    boolean drive(long limit, boolean untilIdle) {
        Turn turn = turnOfThread();
        lock.lock();
        try {
            turn.limit = limit;
            turn.untilIdle = untilIdle;
            turn.idle = false;
            drivers.add(turn);
            await(turn, false);
            return turn.idle;
        } finally {
            lock.unlock();
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

    @GuardedBy("lock")
    private void await(Turn turn, boolean interruptibly) {
        turn.blocked = true;
        if (holder == turn) {
            holder = null;
        }
        if (turn.outsider()) {
            outsiders.add(turn);
            waiting++;
        }
        awaitGrant(turn, interruptibly);
    }

    @GuardedBy("lock")
    private void awaitGrant(Turn turn, boolean interruptibly) {
        boolean interrupted = false;
        while (!turn.granted) {
            interrupted |= Thread.interrupted();
            if (interrupted && interruptibly) {
                unblock(turn, Wait.INTERRUPTED);
            }
            if (failure != null && turn.outsider()) {
                withdraw(turn, interrupted);
            } else if (!driveOnce(turn)) {
                parkUnlocked();
            }
        }
        turn.granted = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (turn.outsider()) {
            kick();
        }
    }

    @GuardedBy("lock")
    private void parkUnlocked() {
        lock.unlock();
        try {
            LockSupport.park(this);
        } finally {
            lock.lock();
        }
    }

    @GuardedBy("lock")
    private void withdraw(Turn turn, boolean interrupted) {
        unblock(turn, Wait.WOKEN);
        runnable.remove(turn);
        drivers.remove(turn);
        waiting--;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(failure);
    }

    /// Ends what a thread is blocked in: it may run when its turn comes.
    @GuardedBy("lock")
    private void unblock(Turn turn, Wait end) {
        if (turn.blocked) {
            turn.blocked = false;
            turn.end = end;
            agenda.deadline(turn, Waiter.NEVER);
            if (turn.outsider()) {
                outsiders.remove(turn);
            }
            runnable.add(turn);
        }
    }

    // ---- handing on

    /// Hands on the baton, or steps time where nobody is runnable.
    ///
    /// @return false where there is nothing to do for this thread
    @GuardedBy("lock")
    private boolean driveOnce(Turn turn) {
        if (waiting == 0 || holder != null || failure != null) {
            return false;
        }
        Turn next = runnable.poll();
        if (next != null) {
            grant(next);
            return true;
        }
        return step(turn);
    }

    @GuardedBy("lock")
    private void grant(Turn turn) {
        turn.granted = true;
        if (turn.outsider()) {
            waiting--;
        } else {
            holder = turn;
            turns++;
            watcher.programRuns();
            if (turn.astray) {
                turn.found();
            }
        }
        if (!turn.started) {
            turn.started = true;
            turn.thread.start();
        } else if (turn.thread != Thread.currentThread()) {
            LockSupport.unpark(turn.thread);
        }
    }

    /// After something changed: sees that somebody goes on if nobody does.
    @GuardedBy("lock")
    private void kick() {
        while (holder == null && waiting > 0 && failure == null) {
            Turn next = runnable.poll();
            if (next == null) {
                Turn outsider = outsiders.first();
                if (outsider != null) {
                    LockSupport.unpark(outsider.thread);
                }
                return;
            }
            grant(next);
        }
    }

    /// Does the next thing of the agenda; time jumps to it.
    @GuardedBy("lock")
    private boolean step(Turn turn) {
        HostStrand leftover = agenda.pollLeftover();
        if (leftover != null) {
            holder = turn;
            unlockedPump(leftover);
            holder = null;
            return true;
        }
        long next = agenda.next();
        Turn driver = driverDone(next);
        if (driver != null) {
            drivers.remove(driver);
            unblock(driver, Wait.WOKEN);
            return true;
        }
        if (next == TimerWheel.NEVER) {
            return false;
        }
        time = Math.max(time, next);
        holder = turn;
        ringDue();
        holder = null;
        timeOut();
        return true;
    }

    /// The driver whose wait ends before the next thing happens; time moves there.
    @GuardedBy("lock")
    private @Nullable Turn driverDone(long next) {
        Turn earliest = null;
        for (Turn driver : drivers) {
            if (driver.untilIdle && next == TimerWheel.NEVER) {
                driver.idle = true;
                return driver;
            }
            if (earliest == null || driver.limit < earliest.limit) {
                earliest = driver;
            }
        }
        if (earliest == null || next <= earliest.limit) {
            return null;
        }
        time = Math.max(time, earliest.limit);
        return earliest;
    }

    @GuardedBy("lock")
    private void ringDue() {
        List<Agenda.Entry> due = agenda.dueStrands(time);
        if (due.isEmpty()) {
            return;
        }
        stepping = true;
        lock.unlock();
        try {
            for (Agenda.Entry entry : due) {
                entry.strand.wheel().ring();
            }
        } finally {
            lock.lock();
            stepping = false;
        }
    }

    @GuardedBy("lock")
    private void unlockedPump(HostStrand strand) {
        stepping = true;
        lock.unlock();
        try {
            strand.pump();
        } finally {
            lock.lock();
            stepping = false;
        }
    }

    @GuardedBy("lock")
    private void timeOut() {
        agenda.beginDeadlines();
        Turn late = agenda.pollDeadline(time);
        while (late != null) {
            unblock(late, Wait.TIMED_OUT);
            late = agenda.pollDeadline(time);
        }
    }

    // ---- programs

    void start(Turn turn) {
        lock.lock();
        try {
            watcher.programStarted();
            runnable.add(turn);
            kick();
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
            watcher.programEnded();
            if (holder == turn) {
                holder = null;
            }
            kick();
        } finally {
            lock.unlock();
        }
    }

    /// A program that time moved without queues for the baton.
    void rejoin(Frame frame) {
        Turn turn = frame.turn;
        lock.lock();
        try {
            if (turn != null && turn.astray && turn.baton == this) {
                runnable.add(turn);
                awaitGrant(turn, false);
            }
        } finally {
            lock.unlock();
        }
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
            kick();
        } finally {
            lock.unlock();
        }
    }

    void leftover(Agenda.Entry entry) {
        lock.lock();
        try {
            agenda.leftover(entry);
            kick();
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

    // ---- the watcher

    /// The program that holds the baton, with how often it changed hands.
    StrayWatcher.Sight sight() {
        lock.lock();
        try {
            return new StrayWatcher.Sight(stepping ? null : holder, turns, watcher.programs());
        } finally {
            lock.unlock();
        }
    }

    boolean watcherOver() {
        lock.lock();
        try {
            return watcher.over();
        } finally {
            lock.unlock();
        }
    }

    /// Takes the baton from a program that waits outside the kit, if it still has it.
    void takeFrom(StrayWatcher.Sight sight) {
        lock.lock();
        try {
            Turn turn = sight.holder();
            if (turn != null && holder == turn && turns == sight.turns() && !stepping) {
                turn.lose();
                holder = null;
                kick();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Fails the run, if the program still holds the baton.
    void fail(StrayWatcher.Sight sight, String reason) {
        lock.lock();
        try {
            if (holder == sight.holder() && turns == sight.turns() && failure == null) {
                failure = reason;
                for (Turn turn = outsiders.first(); turn != null; turn = turn.next) {
                    LockSupport.unpark(turn.thread);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
