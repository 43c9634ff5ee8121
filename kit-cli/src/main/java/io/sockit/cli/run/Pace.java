package io.sockit.cli.run;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.VirtualClock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// How a run waits: in the time of its network. Called on the run's own thread, but for [#raise].
final class Pace {
    /// How a wait ended.
    enum End {
        /// The condition holds.
        CAME,
        /// The time is over.
        OVER,
        /// The condition can never hold: nothing is runnable, and no timer is armed.
        IDLE
    }

    /// Virtual time is let go in slices that depend on it alone, so that a run ends at the same
    /// moment each time: at most 1/64 later than it could.
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();

    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final Duration TO_SETTLE = Duration.ofSeconds(1);

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TO_END = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_LOOKS = 50;

    /// Null in the machine's own time.
    private final @Nullable VirtualClock clock;

    private volatile @Nullable Thread waiting;

    Pace(Clock clock) {
        this.clock = clock instanceof VirtualClock virtual ? virtual : null;
    }

    /// Has a wait look at its condition again. Any thread.
    void raise() {
        LockSupport.unpark(waiting);
    }

    /// Lets programs run, and time go, until the condition holds.
    ///
    /// @param nanos of the network's clock, at most
    End await(BooleanSupplier condition, long nanos) throws InterruptedException {
        return clock == null ? really(condition, nanos) : step(clock, condition, nanos);
    }

    /// The condition is looked at after each [#raise], which follows its change, and now and then.
    private End really(BooleanSupplier condition, long nanos) throws InterruptedException {
        waiting = Thread.currentThread();
        long end = System.nanoTime() + nanos;
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return End.OVER;
            }
            LockSupport.parkNanos(this, Math.min(left, LOOK));
            checkInterrupt();
        }
        return End.CAME;
    }

    private static End step(VirtualClock clock, BooleanSupplier condition, long nanos)
            throws InterruptedException {
        long start = clock.nanoTime();
        clock.advance(Duration.ZERO);
        while (!condition.getAsBoolean()) {
            checkInterrupt();
            long passed = clock.nanoTime() - start;
            if (passed >= nanos) {
                return End.OVER;
            }
            long slice = Math.min(nanos - passed, Math.clamp(passed / 64, SHORTEST, LONGEST));
            if (clock.runUntilIdle(Duration.ofNanos(slice))) {
                return condition.getAsBoolean() ? End.CAME : End.IDLE;
            }
        }
        return End.CAME;
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the run was interrupted");
        }
    }

    /// Lets programs run that can run now.
    void runnable() {
        if (clock != null) {
            clock.advance(Duration.ZERO);
        }
    }

    /// Lets programs end whose processes are closed: a moment, and then, interrupted, at most a
    /// second of the machine's time. In virtual time the network does the same when it is closed.
    void dismiss(BooleanSupplier ended, Runnable interrupt) throws InterruptedException {
        if (clock == null && really(ended, QUIET) == End.OVER) {
            interrupt.run();
            really(ended, TO_END);
        }
    }

    /// Waits, a bounded time, until what is under way has arrived: no packet moved for a while, and
    /// no message waits to be read.
    void settle(Collection<Host> hosts) throws InterruptedException {
        if (clock != null) {
            clock.runUntilIdle(TO_SETTLE);
            return;
        }
        long before = -1;
        for (int look = 0; look < MOST_LOOKS; look++) {
            long now = moved(hosts);
            if (now == before && hosts.stream().noneMatch(Pace::hasUnread)) {
                return;
            }
            before = now;
            really(() -> false, QUIET);
        }
    }

    private static long moved(Collection<Host> hosts) {
        return hosts.stream()
                .map(Host::counters)
                .mapToLong(all -> all.get("Device.InPackets") + all.get("Device.OutPackets"))
                .sum();
    }

    private static boolean hasUnread(Host host) {
        return host.sockets().rows().stream().anyMatch(row -> row.received() > 0);
    }
}
