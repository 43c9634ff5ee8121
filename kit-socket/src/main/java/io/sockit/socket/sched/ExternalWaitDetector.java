package io.sockit.socket.sched;

import io.sockit.socket.strand.KitThread;
import io.sockit.socket.strand.Pause;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Looks in real time at the program that holds a stepped clock's baton. One that waits outside the
/// kit without a time-out is let go without it; one that waits with a time-out fails the run by
/// name, for no virtual clock can end its wait. Where nobody drives the clock because the thread
/// that started the programs waits for them outside the kit (`latch.await()`), the watcher drives
/// in its place for as long as it waits.
///
/// A daemon thread, started with the first program and ended after the last; it sleeps while there
/// is nothing to see. What stands above `run` is under the [ProgramScheduler]'s lock, the rest is
/// the thread's
/// own.
final class ExternalWaitDetector {
    private static final long PERIOD = 4_000_000L;
    private static final long LONG_PERIOD = 50_000_000L;
    private static final int RESTS = 25; // periods without a program until it looks less often
    private static final int PATIENCE = 1; // looks that must be like the first
    private static final int PATIENCE_LOCK = 25; // for who waits for a lock: mostly soon over

    private final ProgramScheduler scheduler;
    private int programs;
    private @Nullable Thread thread;
    private volatile boolean asleep;
    private boolean freewheeling; // the thread's own

    ExternalWaitDetector(ProgramScheduler scheduler) {
        this.scheduler = scheduler;
    }

    void programStarted() {
        if (programs++ == 0 && thread == null) {
            thread = KitThread.daemon("sockit-wait-detector", this::run);
            thread.start();
        }
    }

    void programEnded() {
        if (--programs == 0) {
            wake();
        }
    }

    /// There is something to see, or to drive.
    void lookAgain() {
        if (asleep) {
            wake();
        }
    }

    private void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    /// Whether the thread is to end; then it counts as ended.
    private boolean over() {
        if (programs == 0) {
            thread = null;
            return true;
        }
        return false;
    }

    private void run() {
        ScheduledThread scheduled = new ScheduledThread(scheduler, Thread.currentThread(), null);
        Look before = Look.NOTHING;
        int rests = 0;
        int same = 0;
        Sight sight = sight();
        while (sight != null) {
            if (!freewheel(scheduled)) {
                Look look = look(sight);
                rests = sight.holder == null ? rests + 1 : 0;
                same = look.sameAs(before) ? same + 1 : 0;
                if (same >= look.patience()) {
                    judge(look, scheduled);
                    same = 0;
                }
                before = look;
                rest(sight, rests);
            }
            sight = sight();
        }
        if (freewheeling) {
            freewheeling = false;
            scheduler.locked(runQueue -> runQueue.leave(scheduled));
        }
    }

    /// Who holds the baton; null where it is to end.
    private @Nullable Sight sight() {
        return scheduler.ask(runQueue -> over() ? null : runQueue.sight());
    }

    private void rest(Sight sight, int rests) {
        if (rests <= RESTS || freewheeling) {
            LockSupport.parkNanos(this, PERIOD);
        } else if (sight.pending) {
            LockSupport.parkNanos(this, LONG_PERIOD);
        } else {
            sleep();
        }
    }

    private void sleep() {
        asleep = true;
        Sight sight = sight();
        if (sight != null && sight.holder == null && !sight.pending) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private static Look look(Sight sight) {
        Thread thread = sight.thread();
        if (thread == null) {
            return new Look(sight, Thread.State.NEW, false, List.of());
        }
        Thread.State state = thread.getState();
        if (!waits(state)) {
            return new Look(sight, state, false, List.of());
        }
        boolean lock = state == Thread.State.BLOCKED || waitsForLock(thread);
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        return stack.stream().anyMatch(ExternalWaitDetector::isOfKit)
                ? new Look(sight, Thread.State.RUNNABLE, false, List.of())
                : new Look(sight, state, lock, stack);
    }

    /// The baton's own lock is never held by anybody who waits, and a pause is soon over.
    private static boolean isOfKit(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.equals(ProgramScheduler.class.getName()) || name.equals(Pause.class.getName());
    }

    private void judge(Look look, ScheduledThread scheduled) {
        if (look.sight.holder == null) {
            freewheeling =
                    scheduler.ask(
                            runQueue -> runQueue.still(look.sight) && runQueue.join(scheduled));
        } else if (look.state != Thread.State.TIMED_WAITING) {
            scheduler.locked(runQueue -> runQueue.takeFrom(look.sight));
        } else {
            String reason = look.describe();
            scheduler.locked(runQueue -> runQueue.fail(look.sight, reason));
        }
    }

    /// Drives for as long as the starter waits.
    ///
    /// @return whether there is more to do at once
    private boolean freewheel(ScheduledThread scheduled) {
        if (!freewheeling) {
            return false;
        }
        Thread starter = scheduler.ask(RunQueue::starter);
        if (starter == null || !waits(starter.getState())) {
            freewheeling = false;
            scheduler.locked(runQueue -> runQueue.leave(scheduled));
            return false;
        }
        return scheduler.help(scheduled);
    }

    private static boolean waits(Thread.State state) {
        return state == Thread.State.WAITING
                || state == Thread.State.TIMED_WAITING
                || state == Thread.State.BLOCKED;
    }

    private static boolean waitsForLock(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getEnclosingClass() == ReentrantLock.class;
    }

    /// Who holds the baton and whether it has run with it, how often the baton changed hands, and,
    /// where nobody drives, whether there is something to drive and who started it all.
    record Sight(
            @Nullable ScheduledThread holder,
            boolean runs,
            long turns,
            boolean pending,
            @Nullable Thread starter) {
        /// The thread to look at, if there is one.
        @Nullable Thread thread() {
            if (holder == null) {
                return starter;
            }
            return runs ? holder.thread : null;
        }
    }

    /// A sight, and what its thread did then.
    private record Look(
            Sight sight, Thread.State state, boolean lock, List<StackTraceElement> stack) {
        static final Look NOTHING =
                new Look(
                        new Sight(null, false, -1, false, null),
                        Thread.State.NEW,
                        false,
                        List.of());

        /// A lock, the kit's own included, is mostly soon let go; unless a program holds it that
        /// waits.
        int patience() {
            return lock ? PATIENCE_LOCK : PATIENCE;
        }

        boolean sameAs(Look other) {
            return waits(state)
                    && Objects.equals(sight.thread(), other.sight.thread())
                    && sight.turns == other.sight.turns
                    && state == other.state
                    && stack.equals(other.stack);
        }

        String describe() {
            StringBuilder text = new StringBuilder("program thread ");
            text.append(sight.holder == null ? "" : sight.holder.thread.getName());
            text.append(" waits with a time-out outside the kit, which virtual time cannot end:");
            for (StackTraceElement element : stack) {
                text.append(System.lineSeparator()).append("    at ").append(element);
            }
            return text.toString();
        }
    }
}
