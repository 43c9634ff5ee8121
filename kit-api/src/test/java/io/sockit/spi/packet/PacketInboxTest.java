package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

class PacketInboxTest {
    private static final int PRODUCERS = 4;
    private static final int EACH = 50_000;

    private final PacketInbox inbox = new PacketInbox();
    private final PacketQueue arrived = new PacketQueue();

    private static Packet packet(PacketPool pool, long mark) {
        Packet packet = pool.take();
        packet.mark(mark);
        return packet;
    }

    @Test
    void givesPacketsInTheOrderOfTheirArrivalBehindWhatIsThere() {
        PacketPool pool = PacketPool.checked();
        arrived.add(packet(pool, 0));
        assertTrue(inbox.offer(packet(pool, 1)));
        assertFalse(inbox.offer(packet(pool, 2)));
        assertEquals(2, inbox.drainTo(arrived));
        assertTrue(inbox.isEmpty());
        assertTrue(inbox.offer(packet(pool, 3)));
        assertEquals(1, inbox.drainTo(arrived));
        assertEquals(0, inbox.drainTo(arrived));
        for (long i = 0; i < 4; i++) {
            Packet packet = arrived.poll();
            assertEquals(i, packet.mark());
            packet.release();
        }
        assertEquals(List.of(), pool.leaks());
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void losesNothingAndKeepsTheOrderOfEachOfManyProducers() throws Exception {
        PacketPool pool = new PacketPool();
        AtomicInteger firsts = new AtomicInteger();
        AtomicInteger out = new AtomicInteger();
        int drains = 0;
        long[] next = new long[PRODUCERS];
        try (ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS)) {
            for (int i = 0; i < PRODUCERS; i++) {
                int producer = i;
                producers.execute(() -> produce(pool, producer, firsts, out));
            }
            for (int left = PRODUCERS * EACH; left > 0; ) {
                int count = inbox.drainTo(arrived);
                drains += count > 0 ? 1 : 0;
                left -= count;
                out.addAndGet(-count);
                check(next);
            }
            producers.shutdown();
            assertTrue(producers.awaitTermination(10, TimeUnit.SECONDS));
        }
        assertArrayEquals(new long[] {EACH, EACH, EACH, EACH}, next);
        assertEquals(drains, firsts.get(), "each drain is announced by one offer");
        assertEquals(0, pool.statistics().taken());
    }

    private void produce(PacketPool pool, int producer, AtomicInteger firsts, AtomicInteger out) {
        for (int i = 0; i < EACH; i++) {
            while (out.get() > 500) {
                LockSupport.parkNanos(1000);
            }
            out.incrementAndGet();
            if (inbox.offer(packet(pool, (long) producer << 32 | i))) {
                firsts.incrementAndGet();
            }
        }
    }

    private void check(long[] next) {
        for (Packet packet = arrived.poll(); packet != null; packet = arrived.poll()) {
            int producer = (int) (packet.mark() >>> 32);
            assertEquals(next[producer]++, packet.mark() & 0xFFFF_FFFFL);
            packet.release();
        }
    }
}
