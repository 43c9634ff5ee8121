package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// In which order threads run in a stepped clock's time: who holds the baton, who queues for it,
/// and who waits. Under the [Baton]'s lock.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class Order {
    private final Agenda agenda;
    private final StrayWatcher watcher;
    private final TurnList runnable = new TurnList();

    /// Outsiders that are blocked.
    private final TurnList outsiders = new TurnList();

    /// Of those that wait, the ones that wait for time to pass.
    private final List<Turn> drivers = new ArrayList<>();

    /// How many outsiders wait: blocked, or for their turn.
    private int waiting;

    /// The program that runs, or whoever steps time.
    private @Nullable Turn holder;

    private boolean stepping;

    /// How often a program was given the baton.
    private long turns;

    /// The outsider that used the clock last.
    private @Nullable Thread starter;

    private @Nullable String failure;

    /// How many are about to end their programs: then no failure keeps anybody from running.
    private int dismissals;

    Order(Agenda agenda, StrayWatcher watcher) {
        this.agenda = agenda;
        this.watcher = watcher;
    }

    /// Whether the next may be given the baton: nobody has it, and somebody waits for what comes.
    boolean free() {
        return waiting > 0 && holder == null && !failed();
    }

    /// Blocks a turn; one that has the baton puts it down.
    void block(Turn turn) {
        turn.blocked = true;
        putDown(turn);
        if (turn.outsider()) {
            outsiders.add(turn);
            waiting++;
        }
    }

    void putDown(Turn turn) {
        if (holder == turn) {
            holder = null;
        }
    }

    /// Blocks a turn until time has passed.
    void drive(Turn turn, long limit, boolean untilIdle) {
        turn.limit = limit;
        turn.untilIdle = untilIdle;
        turn.idle = false;
        drivers.add(turn);
        block(turn);
    }

    /// Ends what a thread is blocked in: it may run when its turn comes.
    void unblock(Turn turn, Wait end) {
        if (turn.blocked) {
            turn.blocked = false;
            turn.end = end;
            agenda.deadline(turn, Waiter.NEVER);
            if (turn.outsider()) {
                outsiders.remove(turn);
            }
            drivers.remove(turn);
            runnable.add(turn);
        }
    }

    void queue(Turn turn) {
        runnable.add(turn);
    }

    /// Takes a thread that runs without the baton, and has no grant yet, out of where it waits, and
    /// lets it run at once: whoever has the baton may never put it down.
    void withdraw(Turn turn, Wait end) {
        unblock(turn, end);
        runnable.remove(turn);
        if (turn.outsider()) {
            waiting--;
        }
        turn.granted = true;
        if (turn.thread != Thread.currentThread()) {
            LockSupport.unpark(turn.thread);
        }
    }

    /// Gives the baton to the first that is runnable; an outsider runs without it.
    ///
    /// @return whether there was one
    boolean grantNext() {
        Turn turn = runnable.poll();
        if (turn == null) {
            return false;
        }
        turn.granted = true;
        watcher.lookAgain();
        if (turn.outsider()) {
            waiting--;
            starter = turn.thread;
        } else {
            holder = turn;
            turns++;
            turn.found();
        }
        if (!turn.started) {
            turn.started = true;
            turn.thread.start();
        } else if (turn.thread != Thread.currentThread()) {
            LockSupport.unpark(turn.thread);
        }
        return true;
    }

    /// After something changed: sees that somebody goes on if nobody does. Where nobody waits here,
    /// the watcher looks whether somebody waits elsewhere.
    void kick() {
        if (holder == null && waiting == 0 && pending()) {
            watcher.lookAgain();
        }
        while (free()) {
            if (!grantNext()) {
                Turn outsider = outsiders.first();
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
        Turn earliest = null;
        for (Turn driver : drivers) {
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

    void beginStep(Turn turn) {
        holder = turn;
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
    Turn mayWait(Turn turn) {
        if (steppedBy(turn.thread)) {
            throw new IllegalStateException(
                    turn.thread
                            + " waits while it steps time (expected: a listener or tap that"
                            + " does not wait)");
        }
        return turn;
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
    void interrupt(Turn turn) {
        turn.thread.interrupt();
        if (turn.interruptible) {
            unblock(turn, Wait.INTERRUPTED);
        }
        kick();
    }

    /// From now on nobody waits for a program, unless it has ended, and it cannot wait here.
    void giveUp(Turn turn) {
        if (!turn.givenUp && !turn.ended) {
            turn.givenUp = true;
            watcher.programEnded();
            unblock(turn, Wait.INTERRUPTED);
            kick();
        }
    }

    /// A program's thread ends; one that is given up was counted before.
    void end(Turn turn) {
        turn.ended = true;
        if (!turn.givenUp) {
            watcher.programEnded();
        }
        putDown(turn);
        kick();
    }

    /// An outsider uses the clock.
    void starts(Thread outsider) {
        starter = outsider;
    }

    private boolean pending() {
        return !runnable.isEmpty() || agenda.pending();
    }

    // ---- for the watcher

    StrayWatcher.Sight sight() {
        boolean driven = holder != null || waiting > 0 || failed();
        boolean pending = !driven && pending();
        Turn seen = stepping || failed() ? null : holder;
        return new StrayWatcher.Sight(
                seen, seen != null && !seen.granted, turns, pending, pending ? starter : null);
    }

    /// Whether what was seen is still so. A program that was given the baton and did not run yet
    /// when it was seen waited for the machine, and for nothing else; what it does since, nobody
    /// has seen.
    boolean still(StrayWatcher.Sight sight) {
        return holder == sight.holder()
                && turns == sight.turns()
                && !stepping
                && !failed()
                && (holder == null || sight.runs());
    }

    /// Takes the baton from a program that waits outside the kit, if it still has it.
    void takeFrom(StrayWatcher.Sight sight) {
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
        holder.lose();
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
        for (Turn turn = outsiders.first(); turn != null; turn = turn.next) {
            LockSupport.unpark(turn.thread);
        }
    }

    /// Fails the run, if the program still holds the baton.
    void fail(StrayWatcher.Sight sight, String reason) {
        if (still(sight)) {
            fail(reason);
        }
    }

    /// Counts somebody as waiting outsider who is not blocked.
    ///
    /// @return false where somebody else waits
    boolean join(Turn turn) {
        if (waiting > 0) {
            return false;
        }
        outsiders.add(turn);
        waiting++;
        return true;
    }

    void leave(Turn turn) {
        outsiders.remove(turn);
        waiting--;
    }

    @Nullable Thread starter() {
        return starter;
    }
}
