package io.sockit.test;

import io.sockit.api.Clock;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Frames that a test waits for. While it waits, a virtual clock moves, and stops at the moment of
/// the frame. Thread-safe; one thread at a time waits.
final class FrameQueue {
    private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();
    private final Watched arrivals = new Watched();
    private final HostClock clock;

    FrameQueue(Clock clock) {
        this.clock = HostClock.of(clock);
    }

    void add(Frame frame) {
        frames.add(frame);
        arrivals.raiseAll();
    }

    /// The next frame, or null where none comes in time.
    @Nullable Frame poll(Duration within) {
        long deadline = clock.after(within.toNanos());
        Waiter waiter = clock.waiter();
        waiter.begin();
        waiter.watch(arrivals, Watch.ALL, false);
        try {
            Frame frame = frames.poll();
            while (frame == null && waiter.await(deadline) == Wait.WOKEN) {
                frame = frames.poll();
            }
            return frame;
        } finally {
            waiter.end();
        }
    }

    /// All that are there now.
    List<Frame> drain() {
        List<Frame> drained = new ArrayList<>();
        Frame frame = frames.poll();
        while (frame != null) {
            drained.add(frame);
            frame = frames.poll();
        }
        return drained;
    }
}
