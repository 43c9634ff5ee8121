package io.sockit.spi.packet;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/// Packets that any thread leaves for one consumer. Owns what is in it. Lock-free; never allocates.
public final class PacketInbox {
    // A stack, newest on top. The consumer takes all of it at once, so there is no ABA.
    private final AtomicReference<@Nullable Packet> newest = new AtomicReference<>();

    /// Leaves a packet. Any thread.
    ///
    /// @return whether the inbox was empty before, so that the consumer is to be told
    public boolean offer(Packet packet) {
        packet.enter();
        for (; ; ) {
            Packet below = newest.get();
            packet.next = below;
            if (newest.compareAndSet(below, packet)) {
                return below == null;
            }
        }
    }

    public boolean isEmpty() {
        return newest.get() == null;
    }

    /// Moves all packets to the end of `target`, in the order of their arrival. The consumer only.
    ///
    /// @return how many
    public int drainTo(PacketQueue target) {
        if (isEmpty()) {
            return 0;
        }
        Packet reversed = null;
        for (Packet packet = newest.getAndSet(null); packet != null; ) {
            Packet below = packet.next;
            packet.next = reversed;
            reversed = packet;
            packet = below;
        }
        int count = 0;
        while (reversed != null) {
            Packet packet = reversed;
            reversed = packet.next;
            packet.leave();
            target.add(packet);
            count++;
        }
        return count;
    }
}
