package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

/// Packets, first in first out. Owns what is in it. Single-threaded; never allocates.
public final class PacketQueue {
    private @Nullable Packet first;
    private @Nullable Packet last; // of a queue that is empty the last one it had
    private int size;
    private long bytes;

    public boolean isEmpty() {
        return first == null;
    }

    /// Packets in the queue.
    public int size() {
        return size;
    }

    /// Memory that the packets pin: [Packet#chargedBytes] of each when it was added.
    public long bytes() {
        return bytes;
    }

    public void add(Packet packet) {
        enter(packet);
        Packet before = last;
        if (first == null || before == null) {
            first = packet;
        } else {
            before.next = packet;
        }
        if (before != packet) {
            last = packet;
        }
    }

    public void addFirst(Packet packet) {
        enter(packet);
        if (first == null) {
            last = packet;
        } else {
            packet.next = first;
        }
        first = packet;
    }

    /// The oldest packet, which stays the queue's; null if there is none.
    public @Nullable Packet peek() {
        return first;
    }

    /// The oldest packet, now the caller's; null if there is none.
    public @Nullable Packet poll() {
        Packet packet = first;
        if (packet == null) {
            return null;
        }
        first = packet.next;
        size--;
        bytes -= packet.leave();
        return packet;
    }

    /// Releases every packet.
    public void releaseAll() {
        for (Packet packet = poll(); packet != null; packet = poll()) {
            packet.release();
        }
    }

    private void enter(Packet packet) {
        bytes += packet.enter();
        size++;
    }
}
