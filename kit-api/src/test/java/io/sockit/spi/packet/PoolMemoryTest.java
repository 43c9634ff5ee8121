package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

class PoolMemoryTest {
    private static final int UNIT = 65536;
    private static final int HEAD = 512;
    private static final byte[] DATA = new byte[UNIT];

    private final HeapShare heap = new HeapShare(160 * 65_536); // a sixteenth is ten units
    private final PacketPool pool = new PacketPool(null, heap);
    private final Deque<Packet> held = new ArrayDeque<>();

    private void hold(PacketPool from, int units) {
        for (int i = 0; i < units; i++) {
            Packet packet = from.take();
            packet.append(DATA, 0, UNIT);
            held.add(packet);
        }
    }

    private void release(int units) {
        for (int i = 0; i < units; i++) {
            held.remove().release();
        }
    }

    @Test
    void countsWhatIsOutAndNotWhatIsFree() {
        hold(pool, 3);
        assertEquals(3 * (UNIT + HEAD), pool.used());
        release(2);
        assertEquals(UNIT + HEAD, pool.used());
        assertEquals(3 * (UNIT + HEAD), pool.statistics().bytes());
    }

    @Nested
    class Abandoned {
        private final PacketQueue queue = new PacketQueue();

        private Packet lost() {
            hold(pool, 1);
            return held.remove();
        }

        @Test
        void packetIsNoLongerCounted() {
            Packet packet = lost();
            packet.abandon(packet.lease());
            assertEquals(0, pool.used());
            assertEquals(0, pool.statistics().taken());
            assertEquals(0, packet.length());
        }

        @Test
        void packetIsReleasedWithoutEffect() {
            Packet packet = lost();
            packet.abandon(packet.lease());
            packet.abandon(packet.lease());
            packet.release();
            assertEquals(0, pool.used());
            assertNotSame(packet, pool.take());
        }

        @Test
        void packetFreesItsSender() {
            int[] paid = {7};
            Packet packet = lost();
            packet.charge(bytes -> paid[0] -= bytes, 7);
            packet.abandon(packet.lease());
            assertEquals(0, paid[0]);
        }

        @Test
        void packetThatIsReleasedIsLeftAlone() {
            Packet packet = lost();
            packet.release();
            packet.abandon(packet.lease());
            assertSame(packet, pool.take());
        }

        @Test
        void packetThatIsTakenAnewIsLeftToItsOwner() {
            Packet packet = lost();
            int lease = packet.lease();
            packet.release();
            Packet anew = pool.take();
            assertSame(packet, anew);
            anew.append(DATA, 0, 100);
            packet.abandon(lease);
            assertEquals(100, anew.length());
            assertEquals(HEAD, pool.used());
        }

        @Test
        void packetThatIsQueuedIsLeftToItsQueue() {
            Packet packet = lost();
            queue.add(packet);
            packet.abandon(packet.lease());
            assertEquals(UNIT, packet.length());
            assertSame(packet, queue.poll());
            packet.abandon(packet.lease());
            assertEquals(0, pool.used());
        }

        @Test
        void packetIsNoLeakOfACheckedPool() {
            PacketPool checked = PacketPool.checked();
            Packet packet = checked.take();
            packet.abandon(packet.lease());
            assertEquals(List.of(), checked.leaks());
        }
    }

    @Test
    void countsASharedSlabOnce() {
        hold(pool, 1);
        for (int at = 0; at < UNIT; at += 1024) {
            Packet segment = pool.take();
            segment.appendShared(held.getFirst(), at, 1024);
            held.add(segment);
        }
        assertEquals(UNIT + 65 * HEAD, pool.used());
        release(1);
        assertEquals(UNIT + 64 * HEAD, pool.used());
        release(64);
        assertEquals(0, pool.used());
    }

    @Test
    void countsSlabsThatAreMadeToMeasure() {
        Packet packet = pool.take();
        packet.push(UNIT);
        assertEquals(UNIT + 2 * HEAD, pool.used());
        packet.release();
        assertEquals(0, pool.used());
    }

    @Nested
    class Levels {
        @Test
        void admitUpToTheHighOne() {
            hold(pool, 39);
            assertTrue(pool.admits(0));
            assertTrue(pool.admits(UNIT / 2));
            assertFalse(pool.admits(UNIT));
            hold(pool, 1);
            assertFalse(pool.admits(0));
            release(20);
            assertTrue(pool.admits(19 * UNIT));
        }

        @Test
        void leaveAQuarterMoreForWhatPasses() {
            hold(pool, 49);
            assertFalse(pool.admits(0));
            assertTrue(pool.admitsPassing());
            hold(pool, 1);
            assertFalse(pool.admitsPassing());
        }

        @Test
        void pressFromTheSecondUntilBelowTheFirst() {
            hold(pool, 29);
            assertFalse(pool.pressure());
            hold(pool, 1);
            assertTrue(pool.pressure());
            release(10);
            assertTrue(pool.pressure());
            release(1);
            assertFalse(pool.pressure());
            hold(pool, 9);
            assertFalse(pool.pressure());
        }

        @Test
        void areTheHostsToSet() {
            pool.levels(UNIT, 2 * UNIT, 3 * UNIT);
            hold(pool, 3);
            assertFalse(pool.admits(0));
            assertTrue(pool.pressure());
            assertThrows(IllegalArgumentException.class, () -> pool.levels(2, 1, 3));
            assertThrows(IllegalArgumentException.class, () -> pool.levels(1, 3, 2));
            assertThrows(IllegalArgumentException.class, () -> pool.levels(-1, 3, 4));
        }
    }

    @Nested
    class OneHeap {
        private final PacketPool other = new PacketPool(null, heap);

        @Test
        void boundsAllPoolsTogether() {
            hold(pool, 35);
            hold(other, 20);
            assertTrue(pool.admits(0));
            assertTrue(other.admits(0));
            hold(other, 10);
            assertFalse(pool.admits(0));
            assertFalse(other.admits(0));
        }

        @Test
        void leavesEachPoolAShare() {
            hold(pool, 39);
            hold(other, 39);
            PacketPool small = new PacketPool(null, heap);
            hold(small, 2);
            assertTrue(small.admits(0));
            hold(small, 1);
            assertFalse(small.admits(0));
        }

        @Test
        void getsBackWhatACollectedPoolHad() {
            HeapShare.Account gone = heap.open(new PacketPool(null, heap));
            gone.add(100 * UNIT);
            assertTrue(heap.full());
            gone.enqueue(); // as the collector does
            hold(pool, 1);
            assertFalse(heap.full());
        }

        @Test
        void isSharedWithWhatIsReserved() {
            assertTrue(other.reserve(70 * UNIT));
            hold(pool, 3);
            assertFalse(pool.admits(0)); // but for a small share
            assertFalse(other.reserve(60 * UNIT));
            assertTrue(other.reserve(40 * UNIT));
            other.unreserve(110 * UNIT);
            assertTrue(pool.admits(0));
        }

        @Test
        void leavesEachHostALittleToReserve() {
            assertTrue(other.reserve(120 * UNIT));
            assertTrue(pool.reserve(UNIT / 2));
            assertFalse(pool.reserve(UNIT));
        }

        @Test
        void getsBackWhatTheHostOfACollectedPoolHadReserved() {
            HeapShare.Account gone = heap.open(new PacketPool(null, heap));
            assertTrue(gone.reserve(120 * UNIT));
            gone.enqueue(); // as the collector does
            assertTrue(pool.reserve(100 * UNIT));
        }

        @Test
        void isNotFilledByFreeMemory() {
            hold(pool, 39);
            hold(other, 39);
            release(78);
            assertFalse(heap.crowded());
        }
    }
}
