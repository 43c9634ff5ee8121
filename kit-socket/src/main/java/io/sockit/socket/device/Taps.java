package io.sockit.socket.device;

import io.sockit.api.PacketTap;
import io.sockit.api.VirtualClock;
import io.sockit.socket.control.CounterTable;
import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Counter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The taps of a host. Without any, a packet costs one look at [#active]. [#show] is for the
/// strand, the rest for any thread.
final class Taps {
    /// For taps of every interface.
    static final int ALL = 0;

    private final HostStrand strand;
    private final Counter missed;
    private final int bound;
    private volatile TapQueue @Nullable [] queues;

    Taps(HostStrand strand, CounterTable counters) {
        this.strand = strand;
        this.missed = counters.counter("Tap.Missed");
        // In virtual time the thread that leaves the strand empties the queue before time moves, so
        // what waits is bounded by what happens in a moment.
        this.bound = strand.clock() instanceof VirtualClock ? Integer.MAX_VALUE : TapQueue.PACKETS;
    }

    boolean active() {
        return queues != null;
    }

    void show(CapturedFrame seen) {
        TapQueue[] all = queues;
        if (all == null) {
            return;
        }
        for (TapQueue queue : all) {
            if (queue.wants(seen.link().index()) && !queue.offer(seen)) {
                missed.increment();
            }
        }
    }

    /// Adds a tap of one interface, or of [#ALL].
    TapQueue add(PacketTap tap, int link) {
        TapQueue queue = new TapQueue(strand, this, tap, link, bound);
        synchronized (this) {
            TapQueue[] all = queues;
            TapQueue[] more = all == null ? new TapQueue[1] : Arrays.copyOf(all, all.length + 1);
            more[more.length - 1] = queue;
            queues = more;
        }
        return queue;
    }

    /// Returns when every tap has been shown every frame. A tap that calls this is not waited for.
    void flush() {
        TapQueue[] all = queues;
        if (all != null) {
            for (TapQueue queue : all) {
                queue.finish();
            }
        }
    }

    synchronized void remove(TapQueue queue) {
        TapQueue[] all = queues;
        if (all != null) {
            TapQueue[] fewer = Arrays.stream(all).filter(q -> q != queue).toArray(TapQueue[]::new);
            queues = fewer.length == 0 ? null : fewer;
        }
    }
}
