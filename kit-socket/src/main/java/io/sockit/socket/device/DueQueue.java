package io.sockit.socket.device;

import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Packets in the order of their timestamps, then of their arrival: a binary heap, which owns its
/// packets. On the strand; allocates only to grow.
final class DueQueue {
    private @Nullable Packet[] packets = new @Nullable Packet[16];
    private long[] due = new long[16];
    private long[] order = new long[16];
    private int size;
    private long came;

    boolean isEmpty() {
        return size == 0;
    }

    /// When the first is due; there is one.
    long firstDue() {
        return due[0];
    }

    void add(Packet packet) {
        if (size == packets.length) {
            grow();
        }
        int at = size++;
        put(at, packet, packet.timestamp(), came++);
        while (at > 0 && before(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    @Nullable Packet poll() {
        if (size == 0) {
            return null;
        }
        Packet first = packets[0];
        swap(0, --size);
        packets[size] = null;
        sink();
        return first;
    }

    private void sink() {
        int at = 0;
        int least = least(at);
        while (least != at) {
            swap(at, least);
            at = least;
            least = least(at);
        }
    }

    /// The earliest of a place and its two children.
    private int least(int at) {
        int least = at;
        for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
            if (before(child, least)) {
                least = child;
            }
        }
        return least;
    }

    private boolean before(int a, int b) {
        return due[a] < due[b] || (due[a] == due[b] && order[a] < order[b]);
    }

    private void swap(int a, int b) {
        Packet packet = packets[a];
        long dueA = due[a];
        long orderA = order[a];
        put(a, packets[b], due[b], order[b]);
        put(b, packet, dueA, orderA);
    }

    private void put(int at, @Nullable Packet packet, long dueAt, long orderAt) {
        packets[at] = packet;
        due[at] = dueAt;
        order[at] = orderAt;
    }

    private void grow() {
        packets = Arrays.copyOf(packets, size * 2);
        due = Arrays.copyOf(due, size * 2);
        order = Arrays.copyOf(order, size * 2);
    }
}
