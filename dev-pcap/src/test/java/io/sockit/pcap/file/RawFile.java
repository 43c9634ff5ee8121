package io.sockit.pcap.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Capture files put together by hand, field by field, right and wrong ones.
final class RawFile {
    static final byte[] FRAME = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private static final int ROOM = 1 << 20;

    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM);

    RawFile(ByteOrder order) {
        buffer.order(order);
    }

    static RawFile little() {
        return new RawFile(ByteOrder.LITTLE_ENDIAN);
    }

    static RawFile big() {
        return new RawFile(ByteOrder.BIG_ENDIAN);
    }

    RawFile order(ByteOrder order) {
        buffer.order(order);
        return this;
    }

    RawFile u8(int... values) {
        for (int value : values) {
            buffer.put((byte) value);
        }
        return this;
    }

    RawFile u16(int... values) {
        for (int value : values) {
            buffer.putShort((short) value);
        }
        return this;
    }

    RawFile u32(int... values) {
        for (int value : values) {
            buffer.putInt(value);
        }
        return this;
    }

    RawFile i64(long value) {
        buffer.putLong(value);
        return this;
    }

    RawFile bytes(byte... bytes) {
        buffer.put(bytes);
        return this;
    }

    /// Zeros up to the next multiple of 4.
    RawFile pad() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    RawFile pcap(int magic, int link) {
        return u32(magic).u16(2, 4).u32(0, 0, 65535, link);
    }

    RawFile pcapPacket(int seconds, int fraction, byte... packet) {
        return u32(seconds, fraction, packet.length, packet.length).bytes(packet);
    }

    /// A block with this body, filled up, and its two lengths.
    RawFile block(int type, byte... body) {
        int total = 12 + (body.length + 3) / 4 * 4;
        return u32(type, total).bytes(body).pad().u32(total);
    }

    /// A part in the same byte order, to be put into a block.
    RawFile part() {
        return new RawFile(buffer.order());
    }

    RawFile section(byte... options) {
        return block(0x0a0d0d0a, part().u32(0x1a2b3c4d).u16(1, 0).i64(-1).bytes(options).toBytes());
    }

    RawFile described(int link, int snap, byte... options) {
        return block(1, part().u16(link, 0).u32(snap).bytes(options).toBytes());
    }

    RawFile enhanced(int number, long units, byte[] packet, byte... options) {
        return block(
                6,
                part().u32(number, (int) (units >>> 32), (int) units, packet.length, packet.length)
                        .bytes(packet)
                        .pad()
                        .bytes(options)
                        .toBytes());
    }

    RawFile option(int code, byte... value) {
        return u16(code, value.length).bytes(value).pad();
    }

    RawFile option(int code, String value) {
        return option(code, value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /// Without its last `n` bytes.
    byte[] cut(int n) {
        return Arrays.copyOf(buffer.array(), buffer.position() - n);
    }

    CaptureReader open() throws IOException {
        return open(toBytes());
    }

    static CaptureReader open(byte[] file) throws IOException {
        return CaptureReader.of(new ByteArrayInputStream(file), "test");
    }

    static byte[] packet(CaptureReader in) {
        return Arrays.copyOfRange(in.bytes(), in.offset(), in.offset() + in.length());
    }
}
