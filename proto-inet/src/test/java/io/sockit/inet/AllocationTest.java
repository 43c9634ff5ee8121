package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// The data path does not allocate once it is warm.
class AllocationTest {
    private static final int ROUNDS = 20_000;

    private final PacketPool pool = new PacketPool();
    private final Rig rig = new Rig(pool);
    private Wire eth;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        rig.addresses.add(eth, "10.0.0.1/24");
        rig.addresses.add(eth, "2001:db8::1/64");
        rig.routes.add(eth, "0.0.0.0/0", "10.0.0.254", 0);
        rig.settings.put("net.ipv4.ip_forward", 1);
        rig.transport(17, new SilentTransport());
    }

    private static void costsNothing(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5 && least > 0; i++) { // compiling allocates too, at first
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < ROUNDS; round++) {
                work.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least / ROUNDS == 0, "bytes in " + ROUNDS + " rounds: " + least);
    }

    @Test
    void onInput() {
        byte[] v4 = Packets.ipv4("10.0.0.2", "10.0.0.1", 17, 64, new byte[100]);
        byte[] v6 = Packets.ipv6("2001:db8::2", "2001:db8::1", 17, 64, new byte[100]);
        costsNothing(
                () -> {
                    rig.input(v4, eth);
                    rig.input(v6, eth);
                });
        assertEquals(0, rig.drops);
    }

    @Test
    void onEchoReplies() {
        byte[] v4 =
                Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, Packets.icmp(8, 0, 1, new byte[56]));
        byte[] v6 = Packets.icmp6("2001:db8::2", "2001:db8::1", 128, 0, 1, new byte[56]);
        costsNothing(
                () -> {
                    rig.input(v4, eth);
                    rig.input(v6, eth);
                });
        assertEquals(rig.count("Ip.InReceives") + rig.count("Ip6.InReceives"), eth.sent);
    }

    @Test
    void onForwardingAndErrors() {
        byte[] passed = Packets.ipv4("10.0.0.2", "192.0.2.1", 17, 64, new byte[100]);
        byte[] expired = Packets.ipv4("10.0.0.2", "192.0.2.1", 17, 1, new byte[100]);
        costsNothing(
                () -> {
                    rig.now += 1_000_000_000; // within the limits
                    rig.input(passed, eth);
                    rig.input(expired, eth);
                });
        assertEquals(rig.count("Ip.InReceives"), eth.sent);
    }

    @Test
    void onOutputToOneDestinationAfterAnother() {
        IpFlow flow = rig.inet.hostFlow();
        byte[] data = new byte[100];
        int[] round = new int[1];
        costsNothing(
                () -> {
                    Packet packet = pool.take();
                    packet.append(data, 0, data.length);
                    flow.to(0, IpAddress.mapped(0x0a000002 + (round[0]++ & 7)), 0);
                    rig.sender.send(packet, flow, 17);
                });
        assertEquals(round[0], eth.sent);
    }

    @Test
    void onDatagramsInFragments() {
        byte[] data = Parts.data(4000);
        List<byte[]> in = new ArrayList<>();
        for (int start = 0; start < 4000; start += 1000) {
            in.add(Parts.v4(7, data, start, start + 1000));
            in.add(Parts.v6(7, data, start, start + 1000));
        }
        IpFlow flow = rig.inet.hostFlow();
        flow.to(0, IpAddress.mapped(0x0a000002), 0);
        costsNothing(
                () -> {
                    for (int i = 0; i < in.size(); i++) {
                        rig.input(in.get(i), eth);
                    }
                    Packet packet = pool.take();
                    packet.append(data, 0, data.length);
                    rig.sender.send(packet, flow, 17);
                });
        assertEquals(rig.count("Ip.FragOKs"), rig.count("Ip.ReasmOKs"));
        assertEquals(0, rig.drops);
    }
}
