package io.sockit.socket.device;

import io.sockit.api.PacketTap;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What waits for one tap. Filled on the strand, emptied off it.
final class TapQueue implements AutoCloseable {
    /// How many frames wait at most in real time.
    static final int PACKETS = 8192;

    private static final long BYTES = 64L << 20;

    private final Taps taps;
    private final PacketTap tap;
    private final int link;
    private final int bound;
    private final OffStrandQueue queue;
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    TapQueue(HostStrand strand, Taps taps, PacketTap tap, int link, int bound) {
        this.queue = new OffStrandQueue(strand, "a packet tap");
        this.taps = taps;
        this.tap = tap;
        this.link = link;
        this.bound = bound;
    }

    boolean wants(int index) {
        return link == Taps.ALL || link == index;
    }

    /// Shows a frame to the tap once the strand is left.
    ///
    /// @return false, and the tap misses it, if too much waits
    boolean offer(CapturedFrame seen) {
        int length = seen.length();
        if (packets.get() >= bound || (bound == PACKETS && bytes.get() + length > BYTES)) {
            return false;
        }
        packets.incrementAndGet();
        bytes.addAndGet(length);
        queue.add(() -> tell(seen));
        return true;
    }

    private void tell(CapturedFrame seen) {
        packets.decrementAndGet();
        bytes.addAndGet(-seen.length());
        if (!closed) {
            seen.tell(tap);
        }
    }

    /// Ends the tap after it has been shown every frame that waits.
    void finish() {
        taps.remove(this);
        queue.flush();
    }

    /// Shows no further frame. A call under way may still end after this.
    @Override
    public void close() {
        closed = true;
        taps.remove(this);
    }
}
