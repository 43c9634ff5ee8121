package io.sockit.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.Random;

/// Islands behind a gap, beside a set of the bytes that have arrived.
class OutOfOrderTest {
    private static final int SPACE = 3000;

    private final PacketPool pool = PacketPool.checked();
    private final OutOfOrder islands = new OutOfOrder();

    private Packet numbered(int start, int end) {
        Packet packet = pool.take();
        for (int i = start; i < end; i++) {
            packet.append(new byte[] {(byte) (i * 7)}, 0, 1);
        }
        return packet;
    }

    @Test
    void holdsWhatHasArrivedOnceInOrder() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            BitSet model = new BitSet();
            int next = 0;
            for (int step = 0; step < 60; step++) {
                int start = next + 1 + random.nextInt(SPACE);
                int end = start + 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 40);
                boolean isNew = model.get(start, end).cardinality() < end - start;
                assertEquals(isNew, islands.add(numbered(start, end), start, end));
                model.set(start, end);
                assertIs(model);
                if (random.nextInt(5) == 0) {
                    next = take(model, random.nextInt(SPACE));
                }
            }
            take(model, 3 * SPACE);
            assertTrue(islands.isEmpty());
            assertEquals(0, islands.charged());
            assertEquals(0, islands.bytes());
        }
        assertEquals(0, pool.leaks().size());
    }

    private void assertIs(BitSet model) {
        int at = 0;
        int bytes = 0;
        for (int i = 0; i < islands.islands(); i++) {
            int start = model.nextSetBit(at);
            int end = model.nextClearBit(start);
            assertEquals(start, islands.start(i));
            assertEquals(end, islands.end(i));
            bytes += end - start;
            at = end;
        }
        assertEquals(-1, model.nextSetBit(at));
        assertEquals(bytes, islands.bytes());
    }

    /// Takes out all that begins before a position, and checks each byte.
    private int take(BitSet model, int position) {
        int at = position;
        Packet packet = islands.takeUpTo(at);
        while (packet != null) {
            byte[] data = new byte[packet.length()];
            packet.copyTo(0, data, 0, data.length);
            for (int i = 0; i < data.length; i++) {
                assertEquals((byte) ((at + i) * 7), data[i]);
            }
            at += data.length;
            packet.release();
            packet = islands.takeUpTo(at);
        }
        model.clear(0, at);
        return at;
    }

    @Test
    void tellsWhatCameTwice() {
        islands.add(numbered(10, 20), 10, 20);
        islands.add(numbered(15, 25), 15, 25);
        assertEquals(15, islands.twiceStart());
        assertEquals(20, islands.twiceEnd());
        islands.add(numbered(30, 40), 30, 40);
        assertEquals(islands.twiceStart(), islands.twiceEnd());
        islands.clear();
    }
}
