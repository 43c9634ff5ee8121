package io.sockit.socket.sched;

import io.sockit.socket.strand.KitThread;
import io.sockit.socket.strand.Pause;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Looks in real time at the program that runs in virtual time. A program that waits outside the
/// kit without a time-out goes on without its turn; one that waits with a time-out fails the run by
/// name, for no virtual clock can end its wait. If no thread drives the clock because the thread
/// that started the programs waits for them outside the kit (`latch.await()`), the detector drives
/// in its place for as long as it waits; if nothing can happen any more then, the log names the
/// threads that wait.
///
/// A daemon thread, started with the first program and ended after the last; it sleeps while there
/// is nothing to see. The methods above `run` are called under the [ProgramScheduler]'s lock, the
/// others on the thread itself.
final class ExternalWaitDetector {
    private static final long PERIOD = 4_000_000L;
    private static final long LONG_PERIOD = 50_000_000L;
    private static final long LONGEST_PERIOD = 500_000_000L;
    private static final int RESTS = 25; // periods without a program until it looks less often
    private static final int PATIENCE = 1; // looks that must be like the first
    private static final int PATIENCE_LOCK = 25; // if it waits for a lock: mostly soon over
    private static final System.Logger LOG = System.getLogger(ProgramScheduler.class.getName());

    private final ProgramScheduler scheduler;
    private int programs;
    private @Nullable Thread thread;
    private volatile boolean asleep;
    private boolean driving; // the thread's own

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
        ScheduledThread own = new ScheduledThread(scheduler, Thread.currentThread(), null);
        Look before = Look.NOTHING;
        int rests = 0;
        int same = 0;
        for (Sight sight = sight(); sight != null; sight = sight()) {
            if (driving && drive(own)) {
                continue;
            }
            Look look = look(sight);
            rests = sight.running == null ? rests + 1 : 0;
            same = look.sameAs(before) ? same + 1 : 0;
            if (same >= look.patience()) {
                judge(look, own);
                same = 0;
            }
            before = look;
            rest(sight, rests);
        }
        stopDriving(own);
    }

    /// What runs; null if the thread is to end.
    private @Nullable Sight sight() {
        return scheduler.ask(queue -> over() ? null : queue.sight());
    }

    private void rest(Sight sight, int rests) {
        if (rests <= RESTS || driving) {
            LockSupport.parkNanos(this, PERIOD);
        } else if (sight.pending) {
            LockSupport.parkNanos(this, LONG_PERIOD);
        } else {
            sleep();
        }
    }

    private void sleep() {
        String standstill = scheduler.ask(RunQueue::abandoned);
        if (standstill != null) {
            LOG.log(Level.WARNING, standstill);
        }
        asleep = true;
        Sight sight = sight();
        if (sight != null && sight.running == null && !sight.pending) {
            if (scheduler.ask(RunQueue::mayBeAbandoned)) {
                LockSupport.parkNanos(this, LONGEST_PERIOD);
            } else {
                LockSupport.park(this);
            }
        }
        asleep = false;
    }

    private static Look look(Sight sight) {
        Thread thread = sight.thread();
        Thread.State state = thread == null ? Thread.State.NEW : thread.getState();
        if (thread == null || !waits(state)) {
            return new Look(sight, state, false, List.of());
        }
        boolean lock = state == Thread.State.BLOCKED || waitsForLock(thread);
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        return stack.stream().anyMatch(ExternalWaitDetector::isOfKit)
                ? new Look(sight, Thread.State.RUNNABLE, false, List.of())
                : new Look(sight, state, lock, stack);
    }

    /// A thread that waits for its turn, or in a pause of the kit, is soon on its way.
    private static boolean isOfKit(StackTraceElement element) {
        String name = element.getClassName();
        return name.equals(ProgramScheduler.class.getName()) || name.equals(Pause.class.getName());
    }

    private void judge(Look look, ScheduledThread own) {
        scheduler.locked(
                queue -> {
                    if (!queue.still(look.sight)) {
                        return;
                    }
                    if (look.sight.running == null) {
                        driving = queue.join(own);
                    } else if (look.state != Thread.State.TIMED_WAITING) {
                        queue.dispossess();
                    } else {
                        queue.fail(look.describe());
                    }
                });
    }

    /// Drives for as long as the starter waits.
    ///
    /// @return whether there is more to do at once
    private boolean drive(ScheduledThread own) {
        Thread starter = scheduler.ask(RunQueue::starter);
        if (starter == null || !waits(starter.getState())) {
            stopDriving(own);
            return false;
        }
        return scheduler.help(own);
    }

    private void stopDriving(ScheduledThread own) {
        if (driving) {
            driving = false;
            scheduler.locked(queue -> queue.leave(own));
        }
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

    /// The program that runs and whether it did anything yet, how often programs were let run, and,
    /// if no thread drives, whether there is something to drive and the thread that started it all.
    record Sight(
            @Nullable ScheduledThread running,
            boolean runs,
            long grants,
            boolean pending,
            @Nullable Thread starter) {
        /// The thread to look at, if there is one.
        @Nullable Thread thread() {
            if (running == null) {
                return starter;
            }
            return runs ? running.thread : null;
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

        /// A lock, the kit's own included, is mostly soon released; unless a program holds it that
        /// waits.
        int patience() {
            return lock ? PATIENCE_LOCK : PATIENCE;
        }

        boolean sameAs(Look other) {
            return waits(state)
                    && Objects.equals(sight.thread(), other.sight.thread())
                    && sight.grants == other.sight.grants
                    && state == other.state
                    && stack.equals(other.stack);
        }

        String describe() {
            StringBuilder text = new StringBuilder("program thread ");
            text.append(sight.running == null ? "" : sight.running.thread.getName());
            text.append(" waits with a time-out outside the kit, which virtual time cannot end:");
            for (StackTraceElement element : stack) {
                text.append(System.lineSeparator()).append("    at ").append(element);
            }
            return text.toString();
        }
    }
}
