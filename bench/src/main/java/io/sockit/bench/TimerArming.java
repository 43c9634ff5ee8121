package io.sockit.bench;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Timer;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A timer armed for 200 ms and cancelled, as a retransmission timer is again and again; one strand
/// entry each. The baseline is the JDK's scheduled executor.
@State(Scope.Thread)
public class TimerArming {
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(200);

    private final HostStrand strand = HostClock.system().strand("bench");
    private final Timer timer = strand.timers().timer(now -> {});
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    public TimerArming() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Benchmark
    public boolean sockit() {
        if (!strand.enter()) {
            return false; // the helper is inside, once in a while
        }
        try {
            timer.armIn(DELAY);
            return timer.cancel();
        } finally {
            strand.leave();
        }
    }

    @Benchmark
    public boolean executor() {
        return executor.schedule(() -> {}, DELAY, TimeUnit.NANOSECONDS).cancel(false);
    }

    @TearDown
    public void close() {
        strand.close();
        executor.shutdownNow();
    }
}
