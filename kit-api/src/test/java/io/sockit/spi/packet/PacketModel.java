package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/// A packet and, beside it, what its bytes must be. Each step does the same to both.
final class PacketModel {
    final Packet packet;
    private byte[] expected;
    private byte[] consumed = new byte[0]; // out of the head, since the last push

    PacketModel(PacketPool pool) {
        this(pool.take(), new byte[0]);
    }

    private PacketModel(Packet packet, byte[] expected) {
        this.packet = packet;
        this.expected = expected;
    }

    int length() {
        return expected.length;
    }

    void push(byte[] header) {
        int at = packet.push(header.length);
        assertEquals(packet.headOffset(), at);
        System.arraycopy(header, 0, packet.head(), at, header.length);
        expected = join(header, expected);
        consumed = new byte[0];
    }

    void pull(int n) {
        boolean there = packet.pull(n);
        assertEquals(n <= expected.length, there);
        if (there) {
            assertTrue(packet.headLength() >= n);
        }
    }

    void consume(int n) {
        int fromHead = Math.min(n, packet.headLength());
        consumed = join(consumed, Arrays.copyOf(expected, fromHead));
        packet.consume(n);
        expected = Arrays.copyOfRange(expected, n, expected.length);
    }

    void trim(int length) {
        packet.trim(length);
        expected = Arrays.copyOf(expected, length);
    }

    void append(byte[] data, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> packet.append(join(new byte[5], data), 5, data.length);
            case 1 -> appendBuffer(ByteBuffer.wrap(data));
            default -> appendBuffer(ByteBuffer.allocateDirect(data.length).put(data).flip());
        }
        expected = join(expected, data);
    }

    private void appendBuffer(ByteBuffer buffer) {
        int length = buffer.remaining();
        packet.append(buffer, length);
        assertEquals(length, buffer.position());
    }

    void appendShared(PacketModel from, int offset, int length) {
        packet.appendShared(from.packet, offset, length);
        byte[] shared = Arrays.copyOfRange(from.expected, offset, offset + length);
        expected = join(expected, shared);
    }

    void absorb(PacketModel from) {
        packet.absorb(from.packet);
        expected = join(expected, from.expected);
    }

    PacketModel duplicate() {
        PacketModel copy = new PacketModel(packet.duplicate(), expected);
        copy.consumed = consumed;
        return copy;
    }

    /// Checks everything that can be read, and one random range.
    void check(Random random) {
        assertEquals(expected.length, packet.length());
        byte[] all = new byte[expected.length];
        assertEquals(all.length, packet.copyTo(0, all, 0, all.length));
        assertArrayEquals(expected, all);
        int inHead = packet.headLength();
        byte[] head = packet.head();
        int start = packet.headOffset();
        assertArrayEquals(
                Arrays.copyOf(expected, inHead), Arrays.copyOfRange(head, start, start + inHead));
        assertArrayEquals(
                consumed, Arrays.copyOfRange(head, start - consumed.length, start), "consumed");
        checkRange(random);
    }

    private void checkRange(Random random) {
        int from = random.nextInt(expected.length + 1);
        int length = random.nextInt(expected.length - from + 1);
        byte[] range = Arrays.copyOfRange(expected, from, from + length);
        byte[] copied = new byte[length + 2];
        assertEquals(length, packet.copyTo(from, copied, 1, length));
        assertArrayEquals(range, Arrays.copyOfRange(copied, 1, length + 1));
        ByteBuffer buffer = ByteBuffer.allocateDirect(length);
        assertEquals(length, packet.copyTo(from, buffer, length + 9));
        assertEquals(ByteBuffer.wrap(range), buffer.flip());
        assertEquals(
                ChecksumTest.naive(range, 0, length),
                Checksum.finish(packet.checksum(from, length, 0)));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
