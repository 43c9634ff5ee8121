package io.sockit.inet;

import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

import java.util.Arrays;

/// Packets as bytes, for tests.
final class Packets {
    private Packets() {}

    static int v4(String text) {
        return (int) Ipv4Text.parse(text);
    }

    static byte[] ipv4(String from, String to, int protocol, int ttl, byte[] payload) {
        byte[] packet = new byte[Ipv4Header.LENGTH + payload.length];
        Ipv4Header.write(packet, 0, 0, packet.length, 0, false, ttl, protocol, v4(from), v4(to));
        System.arraycopy(payload, 0, packet, Ipv4Header.LENGTH, payload.length);
        return packet;
    }

    static byte[] ipv6(String from, String to, int next, int hops, byte[] payload) {
        Ipv6Text.Address a = Ipv6Text.parse(from);
        Ipv6Text.Address b = Ipv6Text.parse(to);
        byte[] packet = new byte[Ipv6Header.LENGTH + payload.length];
        Ipv6Header.write(
                packet, 0, 0, payload.length, next, hops, a.high(), a.low(), b.high(), b.low());
        System.arraycopy(payload, 0, packet, Ipv6Header.LENGTH, payload.length);
        return packet;
    }

    /// Writes the header checksum anew.
    static byte[] mended(byte[] v4) {
        int length = Ipv4Header.headerLength(v4, 0);
        if (length >= Ipv4Header.LENGTH && length <= v4.length) {
            Bytes.u16(v4, 10, 0);
            Bytes.u16(v4, 10, Checksum.finish(Checksum.partial(v4, 0, length, 0)));
        }
        return v4;
    }

    /// An ICMP message with its checksum.
    static byte[] icmp(int type, int code, int rest, byte[] payload) {
        byte[] message = new byte[Icmp.LENGTH + payload.length];
        Icmp.write(message, 0, type, code, rest);
        System.arraycopy(payload, 0, message, Icmp.LENGTH, payload.length);
        int sum = Checksum.partial(message, 0, message.length, 0);
        Icmp.checksum(message, 0, Checksum.finish(sum));
        return message;
    }

    /// An ICMPv6 packet with its checksum.
    static byte[] icmp6(String from, String to, int type, int code, int rest, byte[] payload) {
        byte[] message = new byte[Icmp.LENGTH + payload.length];
        Icmp.write(message, 0, type, code, rest);
        System.arraycopy(payload, 0, message, Icmp.LENGTH, payload.length);
        byte[] packet = ipv6(from, to, Inet.IPPROTO_ICMPV6, 64, message);
        mendIcmp6(packet);
        return packet;
    }

    private static void mendIcmp6(byte[] packet) {
        int length = packet.length - Ipv6Header.LENGTH;
        int sum = Checksum.add16(Checksum.add32(0, length), Inet.IPPROTO_ICMPV6);
        sum = Checksum.partial(packet, 8, 32, sum);
        sum = Checksum.partial(packet, Ipv6Header.LENGTH, length, sum);
        Icmp.checksum(packet, Ipv6Header.LENGTH, Checksum.finish(sum));
    }

    static byte[] join(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static String text(long high, long low) {
        return IpAddress.isV4(high, low)
                ? Ipv4Text.format(IpAddress.v4(low))
                : Ipv6Text.format(high, low);
    }
}
