package io.sockit.cli.run;

import io.sockit.api.VirtualClock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Time that jumps. It is let go in slices that depend on it alone, so that a run ends at the same
/// moment each time: at most 1/64 later than it could.
final class VirtualPace implements Pace {
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final long LOOK = Signal.millis(1);
    private static final Duration TO_END = Duration.ofSeconds(1);
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
    public boolean grace(BooleanSupplier ended) throws InterruptedException {
        watched(this::runnable);
        return ended.getAsBoolean();
    }

    /// An interrupt reaches its thread in real time.
    @Override
    public boolean letEnd(BooleanSupplier ended) throws InterruptedException {
        long end = System.nanoTime() + TO_END.toNanos();
        watched(
                () -> {
                    runnable();
                    while (!ended.getAsBoolean() && System.nanoTime() < end) {
                        LockSupport.parkNanos(this, LOOK);
                        runnable();
                    }
                });
        return ended.getAsBoolean();
    }

    /// Does what a program that does not wait holds up; then an interrupt ends it.
    private static void watched(Runnable step) throws InterruptedException {
        Thread driver = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runnable watching =
                () -> {
                    if (!await(over)) {
                        driver.interrupt();
                    }
                };
        Thread watch = Thread.ofVirtual().start(watching);
        try {
            step.run();
        } catch (IllegalStateException e) {
            return; // one sleeps outside the kit: virtual time is over
        } finally {
            over.countDown();
            Thread.interrupted();
            watch.join();
            Thread.interrupted();
        }
    }

    private static boolean await(CountDownLatch over) {
        try {
            return over.await(2 * TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void settle(BooleanSupplier quiet) {
        clock.runUntilIdle(TO_SETTLE);
    }
}
