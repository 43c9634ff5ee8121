package io.sockit.udp;

import io.sockit.inet.InetSockaddr;
import io.sockit.inet.SockaddrIn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Packets as another machine would make them: written byte by byte, with none of the code under
/// test.
final class WirePackets {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int V4_HEADER = 20;
    static final int V6_HEADER = 40;
    static final int UDP_HEADER = 8;

    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int FRAGMENT = 44;
    private static final int FRAGMENT_HEADER = 8;

    private WirePackets() {}

    /// The EtherType of a packet.
    static int etherType(byte[] packet) {
        return isV4(packet) ? IPV4 : IPV6;
    }

    private static boolean isV4(byte[] packet) {
        return packet[0] >>> 4 == 4;
    }

    /// Where the transport header of a packet begins.
    static int transport(byte[] packet) {
        return isV4(packet) ? V4_HEADER : V6_HEADER;
    }

    /// A UDP packet with right lengths and checksums.
    static byte[] udp(String from, String to, String text) {
        InetSockaddr source = (InetSockaddr) Udp.address(from);
        InetSockaddr destination = (InetSockaddr) Udp.address(to);
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        byte[] packet = header(source, destination, UDP, UDP_HEADER + data.length);
        ByteBuffer segment = segment(packet);
        segment.putShort((short) source.port()).putShort((short) destination.port());
        segment.putShort((short) (UDP_HEADER + data.length)).putShort((short) 0).put(data);
        return seal(packet);
    }

    /// An ICMP or ICMPv6 error about a packet, to its sender.
    static byte[] error(String from, int type, int code, byte[] about) {
        InetSockaddr source = (InetSockaddr) Udp.address(from);
        boolean v4 = source instanceof SockaddrIn;
        int quoted = Math.min(about.length, 500);
        byte[] bytes = header(source, source, v4 ? ICMP : ICMPV6, 8 + quoted);
        ByteBuffer message = segment(bytes);
        message.put((byte) type).put((byte) code).putShort((short) 0).putInt(0);
        message.put(about, 0, quoted);
        if (v4) {
            System.arraycopy(about, 12, bytes, 16, 4);
        } else {
            System.arraycopy(about, 8, bytes, 24, 16);
        }
        return seal(bytes);
    }

    /// A part of a packet: the payload's bytes from `start` to `end`, the last if it reaches the
    /// end.
    static byte[] part(byte[] whole, int id, int start, int end) {
        int header = transport(whole);
        boolean v4 = isV4(whole);
        int more = header + end < whole.length ? 1 : 0;
        byte[] part = new byte[header + (v4 ? 0 : FRAGMENT_HEADER) + end - start];
        System.arraycopy(whole, 0, part, 0, header);
        System.arraycopy(whole, header + start, part, part.length - (end - start), end - start);
        ByteBuffer buffer = ByteBuffer.wrap(part);
        if (v4) {
            buffer.putShort(2, (short) part.length).putShort(4, (short) id);
            buffer.putShort(6, (short) (more << 13 | start >> 3));
            return sealHeader(part);
        }
        buffer.putShort(4, (short) (part.length - header)).put(6, (byte) FRAGMENT);
        buffer.put(header, whole[6]).putShort(header + 2, (short) (start | more));
        buffer.putInt(header + 4, id);
        return part;
    }

    private static ByteBuffer segment(byte[] packet) {
        return ByteBuffer.wrap(packet).position(transport(packet));
    }

    private static byte[] header(
            InetSockaddr source, InetSockaddr destination, int protocol, int length) {
        if (source instanceof SockaddrIn from && destination instanceof SockaddrIn to) {
            byte[] packet = new byte[V4_HEADER + length];
            ByteBuffer.wrap(packet)
                    .putInt(0x4500_0000 | packet.length)
                    .putInt(0)
                    .putInt(0x4000_0000 | protocol << 16)
                    .putInt(from.address())
                    .putInt(to.address());
            return packet;
        }
        byte[] packet = new byte[V6_HEADER + length];
        ByteBuffer.wrap(packet)
                .putInt(0x6000_0000)
                .putInt(length << 16 | protocol << 8 | 64)
                .putLong(source.high())
                .putLong(source.low())
                .putLong(destination.high())
                .putLong(destination.low());
        return packet;
    }

    /// Makes the checksums right again, whatever the fields say.
    static byte[] seal(byte[] packet) {
        return sealTransport(sealHeader(packet));
    }

    private static byte[] sealHeader(byte[] packet) {
        if (isV4(packet)) {
            ByteBuffer buffer = ByteBuffer.wrap(packet);
            buffer.put(8, (byte) 64);
            buffer.putShort(10, (short) 0);
            buffer.putShort(10, (short) ~sum(packet, 0, V4_HEADER, 0));
        }
        return packet;
    }

    private static boolean isPart(byte[] packet) {
        return isV4(packet) ? (packet[6] & 0x3f) != 0 || packet[7] != 0 : packet[6] == FRAGMENT;
    }

    /// Makes the checksums right again of what may be anything: of IPv4 the header's, and of UDP
    /// its own where the length field lets it, and it is no part.
    static void reseal(byte[] bytes, int length) {
        int header = transport(bytes);
        if (length < header + UDP_HEADER) {
            return;
        }
        byte[] packet = Arrays.copyOf(bytes, length);
        System.arraycopy(isPart(packet) ? sealHeader(packet) : seal(packet), 0, bytes, 0, length);
    }

    /// Makes the transport's checksum right again.
    static byte[] sealTransport(byte[] packet) {
        int at = transport(packet);
        int protocol = packet[isV4(packet) ? 9 : 6];
        int field = at + (protocol == UDP ? 6 : 2);
        ByteBuffer buffer = ByteBuffer.wrap(packet).putShort(field, (short) 0);
        int length = protocol == UDP ? buffer.getShort(at + 4) & 0xffff : packet.length - at;
        int pseudo = protocol == ICMP ? 0 : pseudo(packet, protocol, length);
        int checksum = ~sum(packet, at, Math.min(packet.length, at + length), pseudo) & 0xffff;
        buffer.putShort(field, (short) (checksum == 0 ? 0xffff : checksum));
        return packet;
    }

    private static int pseudo(byte[] packet, int protocol, int length) {
        return isV4(packet)
                ? sum(packet, 12, 20, protocol + length)
                : sum(packet, 8, 40, protocol + length);
    }

    private static int sum(byte[] bytes, int from, int to, int start) {
        int sum = start;
        for (int i = from; i < to; i++) {
            sum += (bytes[i] & 0xff) << ((i - from & 1) == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    /// The packet with another 16-bit field of its UDP header: 0 source, 2 destination, 4 length, 6
    /// checksum.
    static byte[] with(byte[] packet, int field, int value) {
        byte[] changed = packet.clone();
        ByteBuffer.wrap(changed).putShort(transport(packet) + field, (short) value);
        return changed;
    }

    /// The packet with bytes behind what its UDP length says; the IP header knows of them.
    static byte[] padded(byte[] packet, int bytes) {
        byte[] longer = Arrays.copyOf(packet, packet.length + bytes);
        Arrays.fill(longer, packet.length, longer.length, (byte) 'z');
        ByteBuffer buffer = ByteBuffer.wrap(longer);
        if (isV4(longer)) {
            buffer.putShort(2, (short) longer.length);
        } else {
            buffer.putShort(4, (short) (longer.length - V6_HEADER));
        }
        return seal(longer);
    }
}
