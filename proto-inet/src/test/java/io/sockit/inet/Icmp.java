package io.sockit.inet;

import io.sockit.spi.packet.Bytes;

/// The header of ICMP messages as bytes, for tests: with none of the code under test.
final class Icmp {
    static final int LENGTH = 8;
    static final int ECHO_REPLY = 0;
    static final int ECHO_REQUEST = 8;
    static final int ECHO_REQUEST_V6 = 128;
    static final int ECHO_REPLY_V6 = 129;

    private Icmp() {}

    static int type(byte[] packet, int at) {
        return Bytes.u8(packet, at);
    }

    static int code(byte[] packet, int at) {
        return Bytes.u8(packet, at + 1);
    }

    static int checksum(byte[] packet, int at) {
        return Bytes.u16(packet, at + 2);
    }

    static int identifier(byte[] packet, int at) {
        return Bytes.u16(packet, at + 4);
    }

    static int rest(byte[] packet, int at) {
        return Bytes.u32(packet, at + 4);
    }

    static void type(byte[] packet, int at, int type) {
        Bytes.u8(packet, at, type);
    }

    static void checksum(byte[] packet, int at, int checksum) {
        Bytes.u16(packet, at + 2, checksum);
    }

    static void identifier(byte[] packet, int at, int identifier) {
        Bytes.u16(packet, at + 4, identifier);
    }

    /// Writes a header, checksum 0.
    static void write(byte[] packet, int at, int type, int code, int rest) {
        type(packet, at, type);
        Bytes.u8(packet, at + 1, code);
        checksum(packet, at, 0);
        Bytes.u32(packet, at + 4, rest);
    }
}
