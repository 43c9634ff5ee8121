package io.sockit.pcap.filter;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Frames for filters: right in what filters look at.
final class Samples {
    private Samples() {}

    static byte[] udp(String from, int sourcePort, String to, int destinationPort, int data) {
        return ip(from, to, 17, sourcePort, destinationPort, 8 + data);
    }

    /// An IP packet in an Ethernet frame, whose payload begins with two ports.
    static byte[] ip(
            String from, String to, int protocol, int sourcePort, int destinationPort, int length) {
        byte[] source = InetAddress.ofLiteral(from).getAddress();
        byte[] target = InetAddress.ofLiteral(to).getAddress();
        boolean six = source.length == 16;
        ByteBuffer frame = ByteBuffer.allocate(14 + (six ? 40 : 20) + length);
        frame.putLong(0).putInt(0).putShort((short) (six ? 0x86dd : 0x0800));
        if (six) {
            frame.putInt(0x6000_0000).putShort((short) length);
            frame.put((byte) protocol).put((byte) 64);
        } else {
            frame.putInt(0x4500_0000 | (20 + length)).putInt(0);
            frame.put((byte) 64).put((byte) protocol).putShort((short) 0);
        }
        frame.put(source).put(target);
        if (length >= 4) {
            frame.putShort((short) sourcePort).putShort((short) destinationPort);
        }
        return frame.array();
    }

    static byte[] arp(String from, String to) {
        ByteBuffer frame = ByteBuffer.allocate(42);
        frame.putLong(0).putInt(0).putShort((short) 0x0806);
        frame.putInt(0x0001_0800).putInt(0x0604_0001).putInt(0).putShort((short) 0);
        frame.put(InetAddress.ofLiteral(from).getAddress());
        frame.putInt(0).putShort((short) 0).put(InetAddress.ofLiteral(to).getAddress());
        return frame.array();
    }

    static byte[] tagged(int vlan, byte[] frame) {
        return ByteBuffer.allocate(frame.length + 4)
                .put(frame, 0, 12)
                .putShort((short) 0x8100)
                .putShort((short) vlan)
                .put(frame, 12, frame.length - 12)
                .array();
    }
}
