package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Packets from one producer to one consumer, first in, first out, without a lock. Owns what is in
/// it.
///
/// ```
///  oldest ─► passed ─► peek() ─► … ─► last ◄─ add
///  └ reclaim ┘
/// ```
///
/// **Single writers.** The producer links packets and counts what it added. The consumer moves
/// `passed` on and counts what it passed, and frees nothing: the producer does, in [#reclaim], up
/// to but without the packet that was passed last, whose link it still needs. Each side publishes
/// its fields with release stores, and the other side reads them with acquire loads: a packet's
/// link is stored after its data, and `passed` after the consumer's last look at what is before it.
///
/// Several threads may consume if one at a time does, each ordered behind the one before it; and
/// [#reclaimAll] is for a producer that has shut the consumers out in the same way.
public class PacketChain {
    private static final VarHandle NEXT;
    private static final VarHandle FIRST;
    private static final VarHandle PASSED;
    private static final VarHandle ADDED_BYTES;
    private static final VarHandle ADDED_COUNT;
    private static final VarHandle PASSED_BYTES;
    private static final VarHandle PASSED_COUNT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(PacketMetadata.class, "next", Packet.class);
            FIRST = lookup.findVarHandle(PacketChain.class, "first", Packet.class);
            PASSED = lookup.findVarHandle(PacketChain.class, "passed", Packet.class);
            ADDED_BYTES = lookup.findVarHandle(PacketChain.class, "addedBytes", int.class);
            ADDED_COUNT = lookup.findVarHandle(PacketChain.class, "addedCount", long.class);
            PASSED_BYTES = lookup.findVarHandle(PacketChain.class, "passedBytes", int.class);
            PASSED_COUNT = lookup.findVarHandle(PacketChain.class, "passedCount", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // the producer's
    private @Nullable Packet last;
    private @Nullable Packet oldest;
    private int reclaimed;

    // written by the producer
    @SuppressWarnings("UnusedVariable") // see FIRST
    private @Nullable Packet first;

    // Counts of bytes, and `passedCount`, wrap: what is asked for is the difference.
    private int addedBytes;
    private long addedCount;

    // written by the consumer
    private @Nullable Packet passed;
    private int passedBytes;
    private int passedCount;

    /// Appends a packet and takes it over. The producer.
    public final void add(Packet packet) {
        int bytes = addedBytes + packet.enter();
        Packet before = last;
        last = packet;
        if (before == null) {
            oldest = packet;
            FIRST.setRelease(this, packet);
        } else {
            NEXT.setRelease(before, packet);
        }
        ADDED_BYTES.setRelease(this, bytes);
        ADDED_COUNT.setRelease(this, addedCount + 1);
    }

    /// Frees packets that were passed, all but the last of them. The producer.
    public final void reclaim() {
        Packet end = (Packet) PASSED.getAcquire(this);
        if (end == null) {
            return;
        }
        Packet packet = oldest;
        while (packet != null && packet != end) {
            Packet after = packet.next;
            free(packet);
            packet = after;
        }
        oldest = end;
    }

    /// Frees every packet that was passed. The producer, with consumers shut out.
    public final void reclaimAll() {
        reclaim();
        Packet end = passed;
        if (end == null) {
            return;
        }
        Packet rest = end.next;
        free(end);
        oldest = rest;
        first = rest;
        passed = null;
        if (rest == null) {
            last = null;
        }
    }

    /// Frees everything. The producer, with consumers shut out.
    public final void clear() {
        for (Packet packet = peek(); packet != null; packet = peek()) {
            pass();
        }
        reclaimAll();
    }

    private void free(Packet packet) {
        reclaimed++;
        packet.leave();
        packet.release();
    }

    /// The oldest packet that was not passed; null if there is none. It stays the chain's. The
    /// consumer.
    public final @Nullable Packet peek() {
        Packet before = passed;
        return (Packet) (before == null ? FIRST.getAcquire(this) : NEXT.getAcquire(before));
    }

    /// The packet behind one that was not passed, or null. The consumer.
    public final @Nullable Packet peekBehind(Packet packet) {
        return (Packet) NEXT.getAcquire(packet);
    }

    /// Goes past the packet of [#peek], which the consumer must not touch any more. It is received:
    /// a payer that pays until then ([Charge#untilReceived]) is told now, not when it is freed.
    public final void pass() {
        Packet packet = peek();
        if (packet == null) {
            throw new IllegalStateException("chain: empty (expected: a packet to pass)");
        }
        packet.uncharge();
        PASSED_BYTES.setRelease(this, passedBytes + packet.queuedBytes());
        PASSED.setRelease(this, packet);
        PASSED_COUNT.setRelease(this, passedCount + 1);
    }

    /// Whether there is a packet to consume. Any thread.
    public final boolean isEmpty() {
        int seen = (int) PASSED_COUNT.getAcquire(this);
        return (int) (long) ADDED_COUNT.getAcquire(this) == seen;
    }

    /// Packets to consume. Any thread.
    public final int size() {
        int seen = (int) PASSED_COUNT.getAcquire(this); // first: never less than nothing
        return (int) (long) ADDED_COUNT.getAcquire(this) - seen;
    }

    /// Memory that packets which were not passed pin: [Packet#chargedBytes] of each when it was
    /// added. Any thread.
    public final long bytes() {
        int seen = (int) PASSED_BYTES.getAcquire(this); // first: never less than nothing
        return Integer.toUnsignedLong((int) ADDED_BYTES.getAcquire(this) - seen);
    }

    /// Packets that were ever added. The producer.
    public final long added() {
        return addedCount;
    }

    /// Packets that were passed and are not freed. Exact for the producer with consumers shut out,
    /// else about.
    public final int unreclaimed() {
        return (int) PASSED_COUNT.getAcquire(this) - reclaimed;
    }
}
