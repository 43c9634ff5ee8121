package io.sockit.pcap.file;

import io.sockit.spi.packet.Bytes;

/// Fields in the byte order of a file or section.
///
/// @param little whether the least significant byte stands first
record Numbers(boolean little) {
    static final Numbers BIG = new Numbers(false);
    static final Numbers LITTLE = new Numbers(true);

    int u16(byte[] bytes, int at) {
        int value = Bytes.u16(bytes, at);
        return little ? Short.reverseBytes((short) value) & 0xffff : value;
    }

    void u16(byte[] bytes, int at, int value) {
        Bytes.u16(bytes, at, little ? Short.reverseBytes((short) value) : value);
    }

    int u32(byte[] bytes, int at) {
        int value = Bytes.u32(bytes, at);
        return little ? Integer.reverseBytes(value) : value;
    }

    void u32(byte[] bytes, int at, int value) {
        Bytes.u32(bytes, at, little ? Integer.reverseBytes(value) : value);
    }

    long i64(byte[] bytes, int at) {
        long value = Bytes.i64(bytes, at);
        return little ? Long.reverseBytes(value) : value;
    }

    void i64(byte[] bytes, int at, long value) {
        Bytes.i64(bytes, at, little ? Long.reverseBytes(value) : value);
    }
}
