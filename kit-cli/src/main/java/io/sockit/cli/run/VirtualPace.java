package io.sockit.cli.run;

import io.sockit.api.VirtualClock;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Time that jumps. It is let go in slices that depend on it alone, so that a run ends at the same
/// moment each time: at most 1/64 later than it could.
final class VirtualPace implements Pace {
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final Duration TO_SETTLE = Duration.ofSeconds(1);

    private final VirtualClock clock;

    VirtualPace(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public End await(BooleanSupplier what, long nanos) throws InterruptedException {
        long start = clock.nanoTime();
        runnable();
        while (!what.getAsBoolean()) {
            if (Thread.interrupted() && !what.getAsBoolean()) {
                throw new InterruptedException("the run was interrupted");
            }
            long passed = clock.nanoTime() - start;
            if (passed >= nanos) {
                return End.OVER;
            }
            long slice = Math.min(nanos - passed, Math.clamp(passed / 64, SHORTEST, LONGEST));
            if (clock.runUntilIdle(Duration.ofNanos(slice))) {
                return what.getAsBoolean() ? End.CAME : End.IDLE;
            }
        }
        return End.CAME;
    }

    @Override
    public void runnable() {
        clock.advance(Duration.ZERO);
    }

    @Override
    public void dismiss(BooleanSupplier ended, Runnable interrupt) {}

    @Override
    public void settle(BooleanSupplier quiet) {
        clock.runUntilIdle(TO_SETTLE);
    }
}
