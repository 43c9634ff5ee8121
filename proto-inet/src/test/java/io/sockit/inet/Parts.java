package io.sockit.inet;

import io.sockit.inet.spi.Ipv4Header;
import io.sockit.spi.packet.Bytes;

import java.util.Arrays;

/// Fragments as bytes, for tests: written field by field, with none of the code under test.
final class Parts {
    static final String ME4 = "10.0.0.1";
    static final String PEER4 = "10.0.0.2";
    static final String ME6 = "2001:db8::1";
    static final String PEER6 = "2001:db8::2";

    static final int UDP = 17;
    static final int MORE = 0x2000;
    static final int FIXED = 0x4000;

    private Parts() {}

    /// Bytes whose values tell where they are from.
    static byte[] data(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 31 + (i >> 8));
        }
        return data;
    }

    /// The part of a datagram of `data` from `start` to `end`, the last if it reaches the end.
    static byte[] v4(int id, byte[] data, int start, int end) {
        return raw4(id, Arrays.copyOfRange(data, start, end), start, end < data.length ? MORE : 0);
    }

    /// @param flags more, or don't fragment
    static byte[] raw4(int id, byte[] payload, int start, int flags) {
        byte[] packet = Packets.ipv4(PEER4, ME4, UDP, 64, payload);
        Bytes.u16(packet, 4, id);
        Bytes.u16(packet, 6, flags | start / 8);
        return Packets.mended(packet);
    }

    static byte[] typeOfService(byte[] v4, int value) {
        v4[1] = (byte) value;
        return Packets.mended(v4);
    }

    /// A part with a four-byte option in its header.
    static byte[] option(byte[] v4, int option) {
        byte[] packet = new byte[v4.length + 4];
        System.arraycopy(v4, 0, packet, 0, Ipv4Header.LENGTH);
        System.arraycopy(v4, Ipv4Header.LENGTH, packet, 24, v4.length - Ipv4Header.LENGTH);
        packet[0] = 0x46;
        Bytes.u16(packet, 2, packet.length);
        Bytes.u32(packet, Ipv4Header.LENGTH, option);
        return Packets.mended(packet);
    }

    static byte[] v6(int id, byte[] data, int start, int end) {
        return raw6(id, Arrays.copyOfRange(data, start, end), start, end < data.length, UDP);
    }

    static byte[] raw6(int id, byte[] payload, int start, boolean more, int next) {
        return Packets.ipv6(PEER6, ME6, 44, 64, fragment(id, payload, start, more, next));
    }

    /// A fragment header and what follows it.
    static byte[] fragment(int id, byte[] payload, int start, boolean more, int next) {
        byte[] header = new byte[8];
        header[0] = (byte) next;
        Bytes.u16(header, 2, start | (more ? 1 : 0));
        Bytes.u32(header, 4, id);
        return Packets.join(header, payload);
    }
}
