package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Looks in real time at the program that holds a stepped clock's baton. One that waits outside the
/// kit
/// without a time-out is let go without it; one that waits with a time-out fails the run by name,
/// for
/// no virtual clock can end its wait. A daemon thread, started with the first program and ended
/// after
/// the last; it sleeps while no program runs.
///
/// All but the looking is under the [Baton]'s lock.
final class StrayWatcher {
    private static final long PERIOD = 4_000_000L;
    private static final int RESTS = 25; // periods without a program before it sleeps

    private final Baton baton;
    private int programs;
    private @Nullable Thread thread;
    private volatile boolean asleep;

    StrayWatcher(Baton baton) {
        this.baton = baton;
    }

    int programs() {
        return programs;
    }

    void programStarted() {
        if (programs++ == 0 && thread == null) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .inheritInheritableThreadLocals(false)
                            .name("sockit-stray-watcher")
                            .start(this::run);
        }
    }

    void programEnded() {
        if (--programs == 0) {
            wake();
        }
    }

    void programRuns() {
        if (asleep) {
            wake();
        }
    }

    private void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    /// Whether it is to end: then it has ended for who starts a program later.
    boolean over() {
        if (programs == 0) {
            thread = null;
            return true;
        }
        return false;
    }

    private void run() {
        Look before = new Look(new Sight(null, -1, 1), Thread.State.NEW, List.of());
        int rests = 0;
        while (!baton.watcherOver()) {
            Look look = look(baton.sight());
            rests = look.sight.holder == null ? rests + 1 : 0;
            if (rests > RESTS) {
                rests = 0;
                sleep();
            } else {
                LockSupport.parkNanos(this, PERIOD);
            }
            if (look.sameAs(before)) {
                judge(look);
            }
            before = look;
        }
    }

    private void sleep() {
        asleep = true;
        Sight sight = baton.sight();
        if (sight.holder == null && sight.programs > 0) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private static Look look(Sight sight) {
        if (sight.holder == null) {
            return new Look(sight, Thread.State.NEW, List.of());
        }
        Thread thread = sight.holder.thread;
        Thread.State state = thread.getState();
        return new Look(sight, state, waits(state) ? List.of(thread.getStackTrace()) : List.of());
    }

    private static boolean waits(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private void judge(Look look) {
        if (look.state == Thread.State.WAITING) {
            baton.takeFrom(look.sight);
        } else if (look.state == Thread.State.TIMED_WAITING) {
            baton.fail(look.sight, look.describe());
        }
    }

    /// Who holds the baton, how often it changed hands, and how many programs there are.
    record Sight(@Nullable Turn holder, long turns, int programs) {}

    /// A sight, and what the holder did then.
    private record Look(Sight sight, Thread.State state, List<StackTraceElement> stack) {
        boolean sameAs(Look other) {
            return waits(state)
                    && sight.holder == other.sight.holder
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
