package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// What is under way comes in order.
class DueQueueTest {
    private final PacketPool pool = PacketPool.checked();
    private final DueQueue queue = new DueQueue();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1000})
    void comesByTimeThenBySending(int size) {
        Random random = new Random(size);
        List<Packet> expected = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Packet packet = pool.take();
            packet.timestamp(random.nextInt(Math.max(1, size / 4)));
            expected.add(packet);
            queue.add(packet);
        }
        expected.sort(Comparator.comparingLong(Packet::timestamp)); // stable
        List<Packet> came = new ArrayList<>();
        for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
            came.add(packet);
        }
        assertEquals(expected, came);
        came.forEach(Packet::release);
    }
}
