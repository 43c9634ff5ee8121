package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class PacketTest {
    private final PacketPool pool = PacketPool.checked();
    private final Packet packet = pool.take();

    @AfterEach
    void nothingLeaks() {
        packet.release();
        assertEquals(List.of(), pool.leaks());
        assertEquals(0, pool.statistics().bytes(), "memory that did not come home");
    }

    private static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + i / 256);
        }
        return bytes;
    }

    private static byte[] bytes(Packet packet) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }

    private void append(int length) {
        packet.append(counting(length), 0, length);
    }

    private void pushFilled(int n, int value) {
        int at = packet.push(n);
        for (int i = 0; i < n; i++) {
            Bytes.u8(packet.head(), at + i, value);
        }
    }

    @Nested
    class Fresh {
        @Test
        void isEmptyAndHasNoMarks() {
            assertEquals(0, packet.length());
            assertEquals(0, packet.headLength());
            assertEquals(-1, packet.networkOffset());
            assertEquals(-1, packet.transportOffset());
            assertEquals(ChecksumState.NONE, packet.checksumState());
            assertEquals(512, packet.chargedBytes());
        }

        @Test
        void hasRoomForTheLongestHeaders() {
            packet.push(60 + 40 + 18);
            assertEquals(512, packet.head().length);
        }

        @Test
        void remembersNothingOfItsLastLife() {
            PacketPool recycling = new PacketPool();
            Packet old = recycling.take();
            old.push(2000);
            old.markNetwork();
            old.markTransport();
            old.append(counting(100), 0, 100);
            old.etherType(0x0800);
            old.interfaceIndex(3);
            old.segmentSize(1460);
            old.timestamp(9);
            old.mark(9);
            old.checksumState(ChecksumState.PARTIAL);
            old.release();
            Packet again = recycling.take();
            assertEquals(old, again, "the test needs the same packet again");
            assertEquals(0, again.length());
            assertEquals(512, again.head().length);
            assertEquals(-1, again.networkOffset());
            assertEquals(-1, again.transportOffset());
            assertEquals(0, again.etherType());
            assertEquals(0, again.interfaceIndex());
            assertEquals(0, again.segmentSize());
            assertEquals(0, again.timestamp());
            assertEquals(0, again.mark());
            assertEquals(ChecksumState.NONE, again.checksumState());
        }
    }

    @Nested
    class Head {
        @Test
        void growsInFrontAndMovesTheMarks() {
            pushFilled(20, 1);
            packet.markTransport();
            pushFilled(100, 2);
            packet.markNetwork();
            pushFilled(100, 3);
            assertEquals(2304, packet.head().length);
            assertEquals(1, Bytes.u8(packet.head(), packet.transportOffset()));
            assertEquals(2, Bytes.u8(packet.head(), packet.networkOffset()));
            assertEquals(3, Bytes.u8(packet.head(), packet.headOffset()));
            assertEquals(220, packet.length());
            assertEquals(2304, packet.chargedBytes());
        }

        @Test
        void growsBehindAndKeepsOffsets() {
            append(5000);
            assertTrue(packet.pull(40));
            packet.markNetwork();
            int offset = packet.headOffset();
            packet.consume(40);
            assertTrue(packet.pull(1000));
            assertEquals(offset, packet.networkOffset());
            assertEquals(offset + 40, packet.headOffset());
            assertEquals(counting(5000)[0], packet.head()[offset]);
            assertEquals(counting(5000)[40], packet.head()[packet.headOffset()]);
            assertTrue(packet.pull(4960));
            assertEquals(8192, packet.head().length);
            assertEquals(counting(5000)[39], packet.head()[offset + 39]);
        }

        @Test
        void takesMoreThanTheLargestSlab() {
            append(65536);
            pushFilled(40, 4);
            assertTrue(packet.pull(65576));
            assertEquals(65576, packet.headLength());
            assertEquals(counting(65536)[65535], packet.head()[packet.headOffset() + 65575]);
        }

        @Test
        void keepsConsumedBytesReadable() {
            append(100);
            packet.pull(20);
            packet.markNetwork();
            packet.consume(20);
            packet.pull(8);
            packet.markTransport();
            packet.consume(8);
            assertEquals(counting(100)[3], packet.head()[packet.networkOffset() + 3]);
            assertEquals(counting(100)[27], packet.head()[packet.transportOffset() + 7]);
            assertEquals(72, packet.length());
        }

        @Test
        void isNotPulledFromAShorterPacket() {
            append(19);
            assertFalse(packet.pull(20));
            assertEquals(19, packet.length());
            assertTrue(packet.pull(19));
        }

        @Test
        void leavesRoomInFrontOfWhatIsPulled() {
            append(3000);
            packet.pull(14);
            packet.consume(14);
            packet.push(18);
            assertEquals(512, packet.head().length);
        }
    }

    @Nested
    class Payload {
        @Test
        void liesInTheHeadWhileItFits() {
            append(300);
            assertEquals(512, packet.chargedBytes());
            append(1800);
            assertEquals(2304, packet.chargedBytes());
            assertEquals(2100, packet.headLength());
            append(100);
            assertEquals(2304 + 2304, packet.chargedBytes());
            assertEquals(2100, packet.headLength());
            assertArrayEquals(Arrays.copyOf(counting(300), 300), Arrays.copyOf(bytes(packet), 300));
        }

        @Test
        void takesTheSmallestSlabsThatDo() {
            append(2304);
            assertEquals(512 + 2304, packet.chargedBytes());
            append(4608);
            assertEquals(512 + 3 * 2304, packet.chargedBytes());
            append(4609);
            assertEquals(512 + 3 * 2304 + 8192, packet.chargedBytes());
            append(40_000);
            assertEquals(512 + 3 * 2304 + 8192 + 65_536, packet.chargedBytes());
        }

        @Test
        void fillsTheLastSlabFirst() {
            append(2304);
            for (int i = 0; i < 2304; i++) {
                append(1);
            }
            assertEquals(512 + 2 * 2304, packet.chargedBytes());
            append(1);
            assertEquals(512 + 3 * 2304, packet.chargedBytes());
        }

        @Test
        void isFreedWhenConsumed() {
            append(2304);
            append(1);
            packet.consume(2304);
            assertEquals(512 + 2304, packet.chargedBytes());
            packet.consume(1);
            assertEquals(512, packet.chargedBytes());
        }

        @Test
        void isSharedAndLivesAsLongAsAnySharer() {
            append(3000);
            Packet other = pool.take();
            other.appendShared(packet, 500, 1000);
            assertEquals(512 + 1000, other.chargedBytes());
            packet.consume(3000);
            assertArrayEquals(Arrays.copyOfRange(counting(3000), 500, 1500), bytes(other));
            other.release();
        }

        @Test
        void growsTogetherAgainFromNeighbours() {
            append(3000);
            packet.trim(2000);
            Packet other = pool.take();
            for (int at = 0; at < 2000; at += 100) {
                other.appendShared(packet, at, 100);
            }
            assertEquals(512 + 2000, other.chargedBytes());
            assertArrayEquals(bytes(packet), bytes(other));
            other.release();
        }

        @Test
        void ofManySharersChargesTheSlabOnceMore() {
            append(65_536);
            int charged = 0;
            for (int at = 0; at + 1448 <= 65_536; at += 1448) {
                Packet segment = pool.take();
                segment.appendShared(packet, at, 1448);
                charged += segment.chargedBytes() - 512;
                segment.release();
            }
            assertEquals(45 * 1448, charged);
            assertEquals(512 + 65_536, packet.chargedBytes());
        }

        @Test
        void thatIsSharedIsChargedForWhatIsLeft() {
            append(3000);
            Packet other = pool.take();
            other.appendShared(packet, 0, 1000);
            other.consume(100);
            assertEquals(512 + 900, other.chargedBytes());
            other.trim(500);
            assertEquals(512 + 500, other.chargedBytes());
            other.consume(500);
            assertEquals(512, other.chargedBytes());
            other.release();
        }

        @Test
        void movesWithItsCharge() {
            append(2304);
            Packet more = pool.take();
            more.append(counting(3000), 0, 3000);
            more.push(1);
            more.consume(1);
            packet.absorb(more);
            assertEquals(512 + 3 * 2304, packet.chargedBytes());
            assertEquals(1, pool.leaks().size());
            append(10); // into the room behind the end
            assertEquals(512 + 3 * 2304, packet.chargedBytes());
            byte[] all = bytes(packet);
            assertArrayEquals(counting(3000), Arrays.copyOfRange(all, 2304, 5304));
            assertArrayEquals(counting(10), Arrays.copyOfRange(all, 5304, 5314));
        }

        @Test
        void inALongHeadMovesWithItsArray() {
            append(1000);
            Packet more = pool.take();
            more.append(counting(1500), 0, 1500);
            more.append(counting(3000), 0, 3000);
            byte[] moved = more.head();
            packet.absorb(more);
            assertEquals(2304 + 3 * 2304, packet.chargedBytes());
            byte[] all = bytes(packet);
            assertArrayEquals(counting(1500), Arrays.copyOfRange(all, 1000, 2500));
            assertArrayEquals(counting(3000), Arrays.copyOfRange(all, 2500, 5500));
            assertEquals(counting(1500)[0], moved[192]);
        }

        @Test
        void inAShortHeadIsCopied() {
            append(100);
            Packet more = pool.take();
            more.append(counting(50), 0, 50);
            packet.absorb(more);
            assertEquals(512, packet.chargedBytes());
            assertArrayEquals(counting(50), Arrays.copyOfRange(bytes(packet), 100, 150));
        }

        @Test
        void movesTogetherAgainWithItsNeighbour() {
            Packet back = pool.take();
            back.append(counting(2304), 0, 2304);
            packet.appendShared(back, 0, 600);
            back.consume(600);
            packet.absorb(back);
            assertEquals(512 + 2304, packet.chargedBytes());
            assertArrayEquals(counting(2304), bytes(packet));
        }

        @Test
        void ofAnotherIsNotOverwrittenByAppending() {
            append(10);
            Packet other = packet.duplicate();
            other.append(counting(5), 0, 5);
            append(7);
            packet.trim(8);
            packet.append(counting(3), 0, 3);
            assertArrayEquals(
                    new byte[] {0, 7, 14, 21, 28}, Arrays.copyOfRange(bytes(other), 10, 15));
            assertArrayEquals(counting(10), Arrays.copyOf(bytes(other), 10));
            other.release();
        }

        @Test
        void mayComeInManySlices() {
            List<Packet> parts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Packet part = pool.take();
                part.append(counting(i + 1), 0, i + 1);
                parts.add(part);
                packet.appendShared(part, i, 1);
            }
            parts.forEach(Packet::release);
            assertArrayEquals(counting(200), bytes(packet));
            packet.consume(150);
            append(10);
            assertEquals(counting(200)[150], bytes(packet)[0]);
        }

        @Test
        void isNotTheOwn() {
            append(1);
            assertThrows(IllegalArgumentException.class, () -> packet.appendShared(packet, 0, 1));
            assertThrows(IllegalArgumentException.class, () -> packet.absorb(packet));
        }
    }

    @Nested
    class Duplicate {
        @Test
        void hasAHeadOfItsOwn() {
            pushFilled(20, 1);
            packet.markNetwork();
            packet.consume(20);
            pushFilled(8, 2);
            Packet copy = packet.duplicate();
            assertNotSame(packet.head(), copy.head());
            pushFilled(8, 3);
            packet.head()[packet.networkOffset()] = 9;
            assertArrayEquals(new byte[] {2, 2, 2, 2, 2, 2, 2, 2}, bytes(copy));
            assertEquals(1, copy.head()[copy.networkOffset()]);
            copy.release();
        }

        @Test
        void hasTheMetadataButNeitherMarkNorCharge() {
            List<Integer> uncharged = new ArrayList<>();
            packet.charge(uncharged::add, 5);
            packet.mark(4);
            packet.etherType(0x86DD);
            packet.interfaceIndex(2);
            packet.timestamp(77);
            packet.segmentSize(1000);
            packet.checksumState(ChecksumState.UNNECESSARY);
            Packet copy = packet.duplicate();
            assertEquals(0, copy.mark());
            assertEquals(0x86DD, copy.etherType());
            assertEquals(2, copy.interfaceIndex());
            assertEquals(77, copy.timestamp());
            assertEquals(1000, copy.segmentSize());
            assertEquals(ChecksumState.UNNECESSARY, copy.checksumState());
            copy.release();
            assertEquals(List.of(), uncharged);
        }

        @Test
        void ofAGrownHeadGrowsToo() {
            pushFilled(250, 1);
            pushFilled(1500, 2);
            append(10);
            Packet copy = packet.duplicate();
            assertEquals(2304, copy.chargedBytes());
            assertArrayEquals(bytes(packet), bytes(copy));
            copy.release();
        }
    }

    @Nested
    class Copying {
        @Test
        void stopsAtTheEnd() {
            append(10);
            byte[] target = new byte[20];
            assertEquals(4, packet.copyTo(6, target, 1, 15));
            assertEquals(0, packet.copyTo(10, target, 1, 15));
            assertEquals(0, packet.copyTo(11, target, 1, 15));
            assertEquals(0, target[5]);
        }

        @Test
        void stopsWhereABufferIsFull() {
            pushFilled(4, 1);
            append(10);
            ByteBuffer target = ByteBuffer.allocate(3);
            assertEquals(3, packet.copyTo(2, target, 12));
            assertArrayEquals(new byte[] {1, 1, 0}, target.array());
        }

        @Test
        void refusesARangeThatIsNotThere() {
            append(10);
            byte[] small = new byte[5];
            Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
            assertThrows(outside, () -> packet.copyTo(-1, small, 0, 5));
            assertThrows(outside, () -> packet.copyTo(0, small, 0, 6));
            assertThrows(outside, () -> packet.copyTo(0, small, 0, -1));
            assertThrows(outside, () -> packet.consume(11));
            assertThrows(outside, () -> packet.consume(-1));
            assertThrows(outside, () -> packet.trim(11));
            assertThrows(outside, () -> packet.trim(-1));
            assertThrows(outside, () -> packet.push(-1));
            assertThrows(outside, () -> packet.append(small, 3, 3));
            assertThrows(outside, () -> packet.append(ByteBuffer.allocate(3), 4));
            assertThrows(outside, () -> packet.checksum(5, 6, 0));
            assertArrayEquals(counting(10), bytes(packet));
        }
    }

    @Nested
    class Attached {
        private int dropped;

        @Test
        void isDroppedOnceWithThePacket() {
            Packet other = pool.take();
            other.attach(() -> dropped++);
            other.release();
            assertEquals(1, dropped);
            assertThrows(IllegalStateException.class, other::release);
            assertEquals(1, dropped);
        }

        @Test
        void isTheReceiversWhoDetachesIt() {
            Attachment thing = () -> dropped++;
            packet.attach(thing);
            assertSame(thing, packet.attachment());
            assertSame(thing, packet.detach());
            assertNull(packet.detach());
            packet.attach(thing);
            packet.detach();
            assertEquals(0, dropped);
        }

        @Test
        void isOneAtMostAndNotDuplicated() {
            packet.attach(() -> dropped++);
            assertThrows(IllegalStateException.class, () -> packet.attach(() -> {}));
            Packet copy = packet.duplicate();
            assertNull(copy.attachment());
            copy.release();
            assertEquals(0, dropped);
        }

        @Test
        void isNotLostWhereDataMoves() {
            Packet other = pool.take();
            other.attach(() -> dropped++);
            assertThrows(IllegalStateException.class, () -> packet.absorb(other));
            ByteQueue queue = new ByteQueue(pool);
            assertThrows(IllegalStateException.class, () -> queue.append(other));
            assertEquals(0, dropped);
            other.release();
        }

        @Test
        void isNotOfThePacketsNextLife() {
            PacketPool recycling = new PacketPool();
            Packet first = recycling.take();
            first.attach(() -> dropped++);
            first.release();
            assertSame(first, recycling.take());
            assertNull(first.attachment());
        }
    }

    @Nested
    class Charged {
        private final List<Integer> uncharged = new ArrayList<>();

        @Test
        void isUnchargedOnce() {
            packet.charge(uncharged::add, 512);
            packet.uncharge();
            packet.uncharge();
            assertEquals(List.of(512), uncharged);
        }

        @Test
        void isUnchargedByItsRelease() {
            Packet other = pool.take();
            other.charge(uncharged::add, 512);
            other.release();
            assertEquals(List.of(512), uncharged);
        }

        @Test
        void unchargesWhoPaidBefore() {
            packet.charge(uncharged::add, 1);
            packet.charge(uncharged::add, 2);
            assertEquals(List.of(1), uncharged);
            packet.charge(null, 0);
            assertEquals(List.of(1, 2), uncharged);
        }
    }
}
