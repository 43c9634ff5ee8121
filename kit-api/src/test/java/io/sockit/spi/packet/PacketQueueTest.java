package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PacketQueueTest {
    private final PacketPool pool = PacketPool.checked();
    private final PacketQueue queue = new PacketQueue();

    @AfterEach
    void releasesAll() {
        queue.releaseAll();
        assertTrue(queue.isEmpty());
        assertEquals(0, queue.bytes());
        assertEquals(List.of(), pool.leaks());
    }

    private Packet packet(long mark) {
        Packet packet = pool.take();
        packet.mark(mark);
        return packet;
    }

    private List<Long> drained() {
        List<Long> marks = new ArrayList<>();
        for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
            marks.add(packet.mark());
            packet.release();
        }
        return marks;
    }

    @Test
    void givesPacketsInTheirOrder() {
        queue.add(packet(2));
        queue.add(packet(3));
        queue.addFirst(packet(1));
        queue.add(packet(4));
        assertEquals(4, queue.size());
        assertEquals(1, queue.peek().mark());
        assertEquals(List.of(1L, 2L, 3L, 4L), drained());
        assertEquals(0, queue.size());
    }

    @Test
    void worksAgainAfterItWasEmpty() {
        assertNull(queue.poll());
        assertNull(queue.peek());
        queue.addFirst(packet(1));
        queue.add(packet(2));
        assertEquals(List.of(1L, 2L), drained());
        queue.add(packet(3));
        assertEquals(List.of(3L), drained());
    }

    @Test
    void countsBytesAsTheyWereWhenAdded() {
        Packet packet = packet(1);
        packet.append(new byte[2304], 0, 2304);
        queue.add(packet);
        queue.add(packet(2));
        assertEquals(512 + 2304 + 512, queue.bytes());
        packet.consume(2304);
        assertEquals(512 + 2304 + 512, queue.bytes());
        queue.poll().release();
        assertEquals(512, queue.bytes());
    }
}
