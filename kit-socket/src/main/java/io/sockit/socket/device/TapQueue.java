package io.sockit.socket.device;

import io.sockit.api.PacketTap;
import io.sockit.socket.control.Outside;
import io.sockit.socket.strand.HostStrand;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What waits for one tap. Filled on the strand, emptied outside.
final class TapQueue extends Outside implements AutoCloseable {
    /// What waits at most in real time.
    static final int PACKETS = 8192;

    private static final long BYTES = 64L << 20;

    private final Taps taps;
    private final PacketTap tap;
    private final int link;
    private final int bound;
    private final Queue<Seen> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger packets = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    TapQueue(HostStrand strand, Taps taps, PacketTap tap, int link, int bound) {
        super(strand);
        this.taps = taps;
        this.tap = tap;
        this.link = link;
        this.bound = bound;
    }

    boolean wants(int index) {
        return link == Taps.ALL || link == index;
    }

    /// @return false where too much waits: then it is missed
    boolean offer(Seen seen) {
        int length = seen.length();
        if (packets.get() >= bound || (bound == PACKETS && bytes.get() + length > BYTES)) {
            return false;
        }
        packets.incrementAndGet();
        bytes.addAndGet(length);
        queue.add(seen);
        return true;
    }

    @Override
    protected boolean hasNews() {
        return !queue.isEmpty();
    }

    @Override
    protected void tellNext() {
        Seen seen = queue.poll();
        if (seen != null) {
            packets.decrementAndGet();
            bytes.addAndGet(-seen.length());
            if (!closed) {
                seen.tell(tap);
            }
        }
    }

    @Override
    protected String whom() {
        return "a packet tap";
    }

    /// Ends it after all that was seen is told.
    void finish() {
        taps.remove(this);
        flush();
    }

    /// Nothing more is told. A call under way may still end after this.
    @Override
    public void close() {
        closed = true;
        taps.remove(this);
    }
}
