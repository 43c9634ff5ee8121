package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Whatever comes in is delivered, forwarded or counted, once; nothing is thrown and nothing leaks.
class HostilePacketsTest {
    private static final int PACKETS = 1_000_000;
    private static final int BOUND = 20_000;

    /// Counters that say neither that a packet came nor where it ended.
    private static final Set<String> BESIDE =
            Set.of(
                    "ReasmReqds",
                    "ReasmOKs",
                    "ReasmFails",
                    "ReasmTimeout",
                    "ReasmOverlaps",
                    "FragOKs",
                    "FragFails",
                    "FragCreates");
    private static final String ME4 = "10.0.0.1";
    private static final String PEER4 = "10.0.0.2";
    private static final String ME6 = "2001:db8::1";
    private static final String PEER6 = "2001:db8::2";

    private final Random random = new Random(20);
    private int delivered;

    /// A transport that looks at all it gets.
    private final class Looks implements TransportInput {
        @Override
        public void input(Packet packet, Cast cast) {
            delivered++;
            IpPacket.verifies(packet, 17);
            packet.release();
        }

        @Override
        public void icmpError(Packet quoted, IcmpError error, int mtu) {
            assertTrue(quoted.headLength() >= QUOTED);
            IpPacket.sourceLow(quoted);
        }

        @Override
        public int checksumOffset() {
            return 6;
        }
    }

    private static Rig rig(PacketPool pool) {
        Rig rig = new Rig(pool);
        Wire lo = rig.wire("lo", LinkType.IP, 65_535, true);
        Wire eth = rig.wire("eth0", LinkType.IP, 1500, false);
        Wire far = rig.wire("eth1", LinkType.IP, 1400, false);
        rig.addresses.add(lo, "127.0.0.1/8");
        rig.addresses.add(lo, "::1/128");
        rig.addresses.add(eth, ME4 + "/24");
        rig.addresses.add(eth, ME6 + "/64");
        rig.addresses.add(far, "10.9.0.1/16");
        rig.routes.add(far, "2001::/16", "fe80::9", 0);
        rig.settings.put("net.ipv4.ip_forward", 1);
        rig.settings.put("net.ipv6.conf.all.forwarding", 1);
        rig.settings.put("net.ipv4.ipfrag_high_thresh", BOUND);
        rig.settings.put("net.ipv6.ip6frag_high_thresh", BOUND);
        rig.settings.put("net.ipv4.icmp_msgs_per_sec", 1_000_000);
        rig.settings.put("net.ipv4.icmp_msgs_burst", 1_000_000);
        return rig;
    }

    private static List<byte[]> seeds() {
        byte[] data = new byte[64];
        List<byte[]> seeds = new ArrayList<>();
        byte[] sent4 = Packets.ipv4(ME4, PEER4, 17, 64, data);
        byte[] sent6 = Packets.ipv6(ME6, PEER6, 17, 64, data);
        for (byte[] message :
                List.of(
                        Packets.icmp(8, 0, 1, data),
                        Packets.icmp(3, 3, 0, sent4),
                        Packets.icmp(3, 4, 1400, sent4),
                        Packets.icmp(11, 0, 0, Packets.ipv4(ME4, PEER4, 1, 64, data)))) {
            seeds.add(Packets.ipv4(PEER4, ME4, 1, 64, message));
        }
        seeds.add(Packets.ipv4(PEER4, ME4, 17, 64, data));
        seeds.add(Packets.ipv4(PEER4, "10.9.3.4", 17, 64, new byte[1380]));
        seeds.add(Packets.ipv4(PEER4, "10.0.0.255", 17, 64, data));
        seeds.add(Packets.ipv4(PEER4, ME4, 250, 64, data));
        seeds.add(Packets.icmp6(PEER6, ME6, 128, 0, 1, data));
        seeds.add(Packets.icmp6(PEER6, ME6, 1, 4, 0, sent6));
        seeds.add(Packets.icmp6(PEER6, ME6, 2, 0, 1400, sent6));
        seeds.add(Packets.ipv6(PEER6, "2001:9::9", 17, 2, new byte[1390]));
        seeds.add(Packets.ipv6(PEER6, "ff02::1", 17, 1, data));
        byte[] hop = Packets.bytes(60, 0, 1, 4, 0, 0, 0, 0);
        byte[] destination = Packets.bytes(43, 1, 0, 0, 0xc1, 2, 0, 0, 1, 6, 0, 0, 0, 0, 0, 0);
        byte[] routing = Packets.bytes(17, 0, 0, 1, 0, 0, 0, 0);
        seeds.add(Packets.ipv6(PEER6, ME6, 0, 64, Packets.join(hop, destination, routing, data)));
        destination[4] = 0x01;
        seeds.add(Packets.ipv6(PEER6, ME6, 0, 64, Packets.join(hop, destination, routing, data)));
        routing[3] = 0;
        seeds.add(Packets.ipv6(PEER6, ME6, 0, 64, Packets.join(hop, destination, routing, data)));
        addParts(seeds);
        return seeds;
    }

    /// Fragments of few datagrams, so that they meet each other.
    private static void addParts(List<byte[]> seeds) {
        byte[] data = Parts.data(1200);
        byte[] options = Packets.bytes(17, 0, 1, 4, 0, 0, 0, 0);
        byte[] inner = Packets.join(options, data);
        for (int start = 0; start < 1200; start += 400) {
            for (int id = 1; id <= 2; id++) {
                seeds.add(Parts.v4(id, data, start, start + 400));
                seeds.add(Parts.v6(id, data, start, start + 400));
            }
            seeds.add(Parts.option(Parts.v4(3, data, start, start + 400), 0x94040000));
            byte[] part = Arrays.copyOfRange(inner, start, Math.min(inner.length, start + 408));
            byte[] behind = Parts.fragment(3, part, start, start < 800, 60);
            byte[] hop = Packets.bytes(44, 0, 1, 4, 0, 0, 0, 0);
            seeds.add(Packets.ipv6(PEER6, ME6, 0, 64, Packets.join(hop, behind)));
        }
        seeds.add(Parts.raw6(4, data, 0, false, 17));
        byte[] passed = Parts.raw4(4, Parts.data(1480), 0, 0);
        Bytes.u32(passed, 16, Packets.v4("10.9.3.4"));
        seeds.add(Packets.mended(passed));
    }

    private byte[] mutated(byte[] seed) {
        byte[] bytes = seed.clone();
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at =
                    random.nextInt(
                            random.nextBoolean() ? Math.min(88, bytes.length) : bytes.length);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << i);
        }
        if (random.nextInt(8) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        }
        // Mostly with a right checksum, to get past it.
        boolean v4 = bytes.length >= 20 && bytes[0] >>> 4 == 4;
        return v4 && random.nextInt(8) != 0 ? Packets.mended(bytes) : bytes;
    }

    private void flood(Rig rig, int packets) {
        Wire eth = (Wire) rig.find(2);
        Wire lo = (Wire) rig.find(1);
        rig.transport(17, new Looks());
        List<byte[]> seeds = seeds();
        for (int i = 0; i < packets; i++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())));
            rig.pass(1_000_000);
            rig.input(bytes, random.nextInt(8) == 0 ? lo : eth);
        }
        assertTrue(rig.fragments.memory(true) <= BOUND && rig.fragments.memory(false) <= BOUND);
        rig.pass(1L << 40); // what still waits for its rest waits in vain
    }

    private static void addsUp(Rig rig, String protocol) {
        long ended = rig.count(protocol + ".InDelivers") + rig.count(protocol + ".ForwDatagrams");
        for (String name : rig.counters().keySet()) {
            boolean reason =
                    name.startsWith(protocol + ".")
                            && !name.endsWith(".InDelivers")
                            && !name.endsWith(".InReceives")
                            && !name.endsWith(".ForwDatagrams")
                            && !name.startsWith(protocol + ".Out")
                            && !BESIDE.contains(name.substring(protocol.length() + 1));
            ended += reason ? rig.count(name) : 0;
        }
        // What was made of parts ends in their place.
        ended -= rig.count(protocol + ".ReasmOKs");
        assertEquals(rig.count(protocol + ".InReceives"), ended, protocol + rig.counters());
    }

    @Test
    void aMillionOfThemAreEachDeliveredOrCounted() {
        PacketPool pool = new PacketPool();
        Rig rig = rig(pool);
        flood(rig, PACKETS);
        assertEquals(List.of(), rig.faults);
        assertEquals(PACKETS, rig.count("Ip.InReceives") + rig.count("Ip6.InReceives"));
        addsUp(rig, "Ip");
        addsUp(rig, "Ip6");
        assertTrue(delivered > PACKETS / 20, "delivered: " + delivered);
        assertEquals(0, pool.statistics().taken());
        // Each reason has been met: the flood reaches every check.
        for (String reason :
                List.of("InTruncatedPkts", "InBadVersion", "InBadOptions", "InMartianSource")) {
            assertTrue(rig.count("Ip." + reason) > 0, "Ip." + reason);
        }
        for (String protocol : List.of("Ip.", "Ip6.")) {
            for (String reason :
                    List.of(
                            "ReasmOKs",
                            "InFragErrors",
                            "InFragDuplicates",
                            "InFragOverlaps",
                            "InFragTimeouts",
                            "InFragEvicted")) {
                assertTrue(rig.count(protocol + reason) > 0, protocol + reason + rig.counters());
            }
        }
        assertTrue(rig.count("Ip.FragOKs") > 0);
        for (String reason :
                List.of("InTruncatedPkts", "InBadOptions", "InMartianSource", "InTooBigErrors")) {
            assertTrue(rig.count("Ip6." + reason) > 0, "Ip6." + reason);
        }
    }

    @Test
    void noneIsTouchedAfterItsEnd() {
        PacketPool pool = PacketPool.checked();
        Rig rig = rig(pool);
        flood(rig, PACKETS / 20);
        assertEquals(List.of(), rig.faults);
        assertEquals(List.of(), pool.leaks());
    }
}
