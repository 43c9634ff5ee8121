package io.sockit.pcap;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Packets as another machine would have sent them, checksums and all.
final class Datagrams {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final byte[] SERVER = {2, 0, 0, 0, 0, 0x53};
    static final byte[] CLIENT = {2, 0, 0, 0, 0, 0x01};

    private static final int UDP = 17;

    private Datagrams() {}

    /// A UDP packet; addresses are `10.0.0.1:53` or `[fd00::1]:53`.
    static byte[] udp(String from, String to, String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer segment = ByteBuffer.allocate(8 + data.length);
        segment.putShort((short) port(from)).putShort((short) port(to));
        segment.putShort((short) (8 + data.length)).putShort((short) 0).put(data);
        return ip(from, to, UDP, segment.array(), 6);
    }

    /// An IP packet without options.
    ///
    /// @param checksum where in the payload the sum over it and the pseudo-header goes; -1 for none
    static byte[] ip(String from, String to, int protocol, byte[] payload, int checksum) {
        byte[] source = address(from);
        byte[] target = address(to);
        boolean six = source.length == 16;
        int header = six ? 40 : 20;
        ByteBuffer packet = ByteBuffer.allocate(header + payload.length);
        if (six) {
            packet.putInt(0x6000_0000).putShort((short) payload.length);
            packet.put((byte) protocol).put((byte) 64);
        } else {
            packet.putInt(0x4500_0000 | packet.capacity()).putInt(0);
            packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
        }
        packet.put(source).put(target).put(payload);
        byte[] bytes = packet.array();
        if (!six) {
            Bytes.u16(bytes, 10, Checksum.finish(Checksum.partial(bytes, 0, 20, 0)));
        }
        if (checksum >= 0) {
            Bytes.u16(bytes, header + checksum, Checksum.finish(transportSum(bytes)));
        }
        return bytes;
    }

    /// The sum over pseudo-header and payload, as a receiver makes it.
    static int transportSum(byte[] packet) {
        boolean six = packet[0] >>> 4 == 6;
        int header = six ? 40 : 20;
        int addresses = six ? 8 : 12;
        int protocol = packet[six ? 6 : 9];
        int sum = Checksum.partial(packet, addresses, six ? 32 : 8, 0);
        sum = Checksum.add16(Checksum.add16(sum, protocol), packet.length - header);
        return Checksum.partial(packet, header, packet.length - header, sum);
    }

    /// An Ethernet frame.
    static byte[] frame(byte[] to, byte[] from, byte[] packet) {
        int type = packet[0] >>> 4 == 6 ? IPV6 : IPV4;
        return ByteBuffer.allocate(14 + packet.length)
                .put(to)
                .put(from)
                .putShort((short) type)
                .put(packet)
                .array();
    }

    /// An Ethernet frame with a VLAN tag.
    static byte[] tagged(int vlan, byte[] frame) {
        return ByteBuffer.allocate(frame.length + 4)
                .put(frame, 0, 12)
                .putShort((short) 0x8100)
                .putShort((short) vlan)
                .put(frame, 12, frame.length - 12)
                .array();
    }

    /// The text of a UDP packet.
    static String text(byte[] packet) {
        int from = packet[0] >>> 4 == 6 ? 48 : 28;
        return new String(Arrays.copyOfRange(packet, from, packet.length), StandardCharsets.UTF_8);
    }

    private static int port(String socket) {
        return Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1));
    }

    static byte[] address(String socket) {
        String text = socket;
        if (socket.startsWith("[")) {
            text = socket.substring(1, socket.indexOf(']'));
        } else if (socket.indexOf(':') == socket.lastIndexOf(':') && socket.indexOf(':') > 0) {
            text = socket.substring(0, socket.indexOf(':'));
        }
        return InetAddress.ofLiteral(text).getAddress();
    }
}
