package io.sockit.test;

import io.sockit.spi.packet.Packet;

import java.util.HexFormat;

/// A frame that a device was given, or that a test gives to it: immutable.
public final class Frame {
    private final long nanos;
    private final int etherType;
    private final byte[] bytes;

    /// @param nanos the moment on the host's clock
    /// @param etherType what travels beside the bytes on a link without a link header, else 0
    /// @param bytes copied
    Frame(long nanos, int etherType, byte[] bytes) {
        this.nanos = nanos;
        this.etherType = etherType;
        this.bytes = bytes.clone();
    }

    /// What a packet holds; the packet stays as it is.
    static Frame of(Packet packet, long nanos) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        return new Frame(nanos, packet.etherType(), bytes);
    }

    /// The moment on the host's clock, in nanoseconds.
    public long nanos() {
        return nanos;
    }

    /// What travels beside the bytes on a link without a link header, else 0.
    public int etherType() {
        return etherType;
    }

    public int length() {
        return bytes.length;
    }

    /// A copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The byte at an index, 0 to 255.
    public int u8(int index) {
        return bytes[index] & 0xff;
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "%d.%09d s, 0x%04x, %d bytes: %s"
                .formatted(
                        nanos / 1_000_000_000,
                        nanos % 1_000_000_000,
                        etherType,
                        bytes.length,
                        hex());
    }
}
