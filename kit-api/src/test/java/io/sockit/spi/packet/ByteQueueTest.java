package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class ByteQueueTest {
    private static final byte[] DATA = new byte[300_000];

    private final PacketPool pool = PacketPool.checked();
    private final ByteQueue queue = new ByteQueue(pool);

    static {
        new Random(1).nextBytes(DATA);
    }

    @AfterEach
    void nothingLeaks() {
        queue.clear();
        assertEquals(List.of(), pool.leaks());
        assertEquals(0, pool.statistics().bytes(), "memory that did not come home");
    }

    private void append(int from, int length) {
        queue.append(DATA, from, length);
    }

    private byte[] slice(long from, int n) {
        Packet packet = pool.take();
        queue.slice(from, n, packet);
        return ended(packet);
    }

    private static byte[] ended(Packet packet) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        packet.release();
        return bytes;
    }

    private static byte[] data(int from, int n) {
        return Arrays.copyOfRange(DATA, from, from + n);
    }

    @Nested
    class Positions {
        @Test
        void countAllBytesOfTheStream() {
            assertEquals(0, queue.start());
            assertEquals(0, queue.end());
            append(0, 1000);
            queue.release(400);
            append(1000, 500);
            assertEquals(400, queue.start());
            assertEquals(1500, queue.end());
            assertEquals(1100, queue.length());
            queue.release(1500);
            assertEquals(1500, queue.start());
            assertEquals(1500, queue.end());
            append(1500, 1);
            assertEquals(1501, queue.end());
            queue.clear();
            assertEquals(1501, queue.start());
        }

        @Test
        void reachBeyondAnInt() {
            long end = 0;
            Packet packet = pool.take();
            packet.append(new byte[65_536], 0, 65_536);
            while (end < 1L << 33) { // without a copy for each
                for (int i = 0; i < 256; i++) {
                    Packet more = packet.duplicate();
                    for (int j = 0; j < 63; j++) {
                        more.appendShared(packet, 0, 65_536);
                    }
                    queue.append(more);
                }
                end += 1L << 30;
                assertEquals(end, queue.end());
                queue.release(end - 1);
            }
            packet.release();
            append(0, 10);
            assertArrayEquals(data(0, 10), slice(end, 10));
        }

        @Test
        void outsideAreRefused() {
            append(0, 1000);
            queue.release(400);
            Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
            assertThrows(outside, () -> queue.release(399));
            assertThrows(outside, () -> queue.release(1001));
            Packet into = pool.take();
            assertThrows(outside, () -> queue.slice(399, 1, into));
            assertThrows(outside, () -> queue.slice(400, 601, into));
            assertThrows(outside, () -> queue.slice(400, -1, into));
            assertThrows(outside, () -> queue.append(DATA, 299_999, 2));
            assertEquals(0, into.length());
            into.release();
            assertEquals(1000, queue.end());
        }
    }

    @Nested
    class Appending {
        @Test
        void ofSmallPiecesFillsOneSlab() {
            append(0, 300);
            int one = queue.chargedBytes();
            for (int at = 300; at < 2000; at += 10) {
                append(at, 10);
            }
            assertEquals(one, queue.chargedBytes());
            assertArrayEquals(data(0, 2000), slice(0, 2000));
        }

        @Test
        void behindASharedRangeLeavesItAlone() {
            append(0, 100);
            Packet shared = pool.take();
            queue.slice(0, 100, shared);
            append(100, 100);
            shared.append(DATA, 500, 10);
            assertArrayEquals(data(0, 200), slice(0, 200));
            assertArrayEquals(data(500, 10), Arrays.copyOfRange(ended(shared), 100, 110));
        }

        @Test
        void movesWhatAPacketHolds() {
            Packet packet = pool.take();
            packet.append(DATA, 0, 60_000);
            packet.pull(20);
            byte[] head = packet.head();
            int at = packet.headOffset();
            long before = pool.used();
            queue.append(packet);
            assertThrows(IllegalStateException.class, packet::length);
            assertArrayEquals(data(0, 60_000), slice(0, 60_000));
            assertTrue(pool.used() <= before + PacketPool.MEDIUM, "slabs were copied");
            assertEquals(PacketPool.POISON, head[at]);
        }
    }

    @Nested
    class Slicing {
        @Test
        void sharesTheSlabs() {
            append(0, 60_000);
            long before = pool.used();
            Packet segment = pool.take();
            queue.slice(1448, 1448, segment);
            assertEquals(before + 512, pool.used());
            assertEquals(512 + 1448, segment.chargedBytes());
            queue.release(60_000);
            assertArrayEquals(data(1448, 1448), ended(segment));
        }

        @Test
        void copiesAShortRange() {
            append(0, 60_000);
            Packet segment = pool.take();
            queue.slice(50_000, 200, segment);
            assertEquals(512, segment.chargedBytes());
            assertEquals(200, segment.headLength());
            assertArrayEquals(data(50_000, 200), ended(segment));
        }

        @Test
        void goesOnAnyHow() {
            for (int at = 0; at < 50_000; at += 500) {
                append(at, 500);
            }
            long[] froms = {0, 1448, 2896, 49_000, 1448, 30_000, 30_001, 29_999, 0, 49_999};
            for (long from : froms) {
                int n = (int) Math.min(1448, 50_000 - from);
                assertArrayEquals(data((int) from, n), slice(from, n));
            }
            queue.release(30_000);
            assertArrayEquals(data(30_000, 100), slice(30_000, 100));
            assertArrayEquals(data(45_000, 100), slice(45_000, 100));
            queue.release(44_999);
            assertArrayEquals(data(45_001, 100), slice(45_001, 100));
            assertArrayEquals(data(44_999, 100), slice(44_999, 100));
        }
    }

    @Test
    void withBytesIsALeak() {
        append(0, 1);
        assertEquals(1, pool.leaks().size());
        queue.release(1);
        assertEquals(List.of(), pool.leaks());
    }

    @Test
    void behavesAsPlainBytes() {
        for (int seed = 0; seed < 300; seed++) {
            walk(new Random(seed), new ByteQueue(pool));
        }
    }

    private void walk(Random random, ByteQueue walked) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Packet> shared = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            byte[] stream = all.toByteArray();
            int length = random.nextInt(random.nextBoolean() ? 50 : 20_000);
            byte[] piece = data(random.nextInt(DATA.length - length), length);
            switch (random.nextInt(5)) {
                case 0 -> {
                    walked.append(piece, 0, length);
                    all.writeBytes(piece);
                }
                case 1 -> {
                    Packet packet = pool.take();
                    packet.append(piece, 0, length);
                    packet.pull(random.nextInt(length + 1));
                    walked.append(packet);
                    all.writeBytes(piece);
                }
                case 2 -> {
                    Packet packet = pool.take();
                    int n = random.nextInt(walked.length() + 1);
                    int from = (int) walked.start() + random.nextInt(walked.length() - n + 1);
                    walked.slice(from, n, packet);
                    shared.add(packet);
                    expected.add(Arrays.copyOfRange(stream, from, from + n));
                }
                case 3 -> walked.release(walked.start() + random.nextInt(walked.length() + 1));
                default -> {
                    if (!shared.isEmpty()) {
                        assertArrayEquals(expected.removeFirst(), ended(shared.removeFirst()));
                    }
                }
            }
            assertEquals(all.size(), walked.end());
        }
        walked.clear();
        for (int i = 0; i < shared.size(); i++) {
            assertArrayEquals(expected.get(i), ended(shared.get(i)));
        }
    }
}
