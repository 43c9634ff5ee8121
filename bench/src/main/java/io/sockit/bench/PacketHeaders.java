package io.sockit.bench;

import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The headers of one packet: a packet is taken, a transport, a network and a link header are
/// pushed and written, and it is released. The baseline writes the same fields into a fresh array.
@State(Scope.Thread)
public class PacketHeaders {
    private static final int UDP = 8;
    private static final int IPV4 = 20;
    private static final int ETHERNET = 14;

    private final PacketPool pool = new PacketPool();
    private int identification;

    @Benchmark
    public int sockit() {
        Packet packet = pool.take();
        int udp = packet.push(UDP);
        transport(packet.head(), udp);
        int ip = packet.push(IPV4);
        network(packet.head(), ip);
        int ethernet = packet.push(ETHERNET);
        link(packet.head(), ethernet);
        int length = packet.length();
        packet.release();
        return length;
    }

    @Benchmark
    public byte[] freshArray() {
        byte[] frame = new byte[ETHERNET + IPV4 + UDP];
        transport(frame, ETHERNET + IPV4);
        network(frame, ETHERNET);
        link(frame, 0);
        return frame;
    }

    private static void transport(byte[] head, int at) {
        Bytes.i64(head, at, 0x0007_0007_0008_0000L);
    }

    private void network(byte[] head, int at) {
        Bytes.u32(head, at, 0x4500_001c);
        Bytes.u32(head, at + 4, identification++ << 16);
        Bytes.u32(head, at + 8, 0x4011_0000);
        Bytes.u32(head, at + 12, 0x0a00_0001);
        Bytes.u32(head, at + 16, 0x0a00_0002);
    }

    private static void link(byte[] head, int at) {
        Bytes.i64(head, at, 0x0200_0000_0002_0200L);
        Bytes.u32(head, at + 8, 0x0000_0001);
        Bytes.u16(head, at + 12, 0x0800);
    }
}
