package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.NeighbourState;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// ARP on the wire, and the bounds of the neighbours.
class ArpTest {
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final long SECOND = 1_000_000_000L;
    private static final LinkAddress PEER = LinkAddress.parse("02:00:00:00:00:05");
    private static final LinkAddress OTHER = LinkAddress.parse("02:00:00:00:00:06");

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final IpFlow flow = rig.inet.hostFlow();
    private final List<String> sent = new ArrayList<>();
    private Wire eth0;

    @BeforeEach
    void setUp() {
        Wire lo = rig.wire("lo", LinkType.IP, 65_535, true);
        eth0 = rig.wire("eth0", LinkType.ETHERNET, 1500, false);
        eth0.sink = this::take;
        rig.addresses.add(lo, "127.0.0.1/8");
        rig.addresses.add(eth0, "10.0.0.1/16");
    }

    @AfterEach
    void nothingLeaks() {
        rig.down(eth0);
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.neighbours.rows());
    }

    private void take(Packet packet, LinkAddress to) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        sent.add(
                packet.etherType() == 0x0806
                        ? "%s %s for %s to %s"
                                .formatted(
                                        Bytes.u16(head, at + 6) == REQUEST ? "ask" : "answer",
                                        v4(head, at + 14),
                                        v4(head, at + 24),
                                        to)
                        : "packet to " + to);
        packet.release();
    }

    private static String v4(byte[] bytes, int at) {
        return Packets.text(0, IpAddress.mapped(Bytes.u32(bytes, at)));
    }

    private static byte[] arp(int operation, String sender, LinkAddress at, String target) {
        byte[] packet = new byte[46]; // as Ethernet pads it
        Bytes.i64(packet, 0, 0x0001_0800_0604_0000L | operation);
        at.copyTo(packet, 8);
        Bytes.u32(packet, 14, Packets.v4(sender));
        Bytes.u32(packet, 24, Packets.v4(target));
        return packet;
    }

    private void hear(byte[] bytes) {
        Packet packet = rig.packet(bytes, eth0);
        rig.arp.input(packet, eth0);
    }

    private Errno send(String text) {
        NetAddress address = Rows.address(text);
        flow.to(IpAddress.high(address), IpAddress.low(address), 0);
        Packet segment = pool.take();
        segment.append(new byte[32], 0, 32);
        return rig.sender.send(segment, flow, 17);
    }

    private NeighbourState state(String text) {
        return rig.neighbours.rows().stream()
                .filter(row -> row.address().equals(Rows.address(text)))
                .map(Neighbour::state)
                .findFirst()
                .orElse(NeighbourState.NONE);
    }

    @Test
    void asksAllOnTheLinkAndSendsWhatWaited() {
        send("10.0.0.5");
        send("10.0.0.5");
        assertEquals(List.of("ask 10.0.0.1 for 10.0.0.5 to ff:ff:ff:ff:ff:ff"), sent);
        sent.clear();
        hear(arp(REPLY, "10.0.0.5", PEER, "10.0.0.1"));
        assertEquals(List.of("packet to " + PEER, "packet to " + PEER), sent);
        assertEquals(NeighbourState.REACHABLE, state("10.0.0.5"));
        send("10.0.0.5");
        assertEquals(3, sent.size());
    }

    @Test
    void probesAtTheKnownAddress() {
        hear(arp(REQUEST, "10.0.0.5", PEER, "10.0.0.1"));
        assertEquals(List.of("answer 10.0.0.1 for 10.0.0.5 to " + PEER), sent);
        assertEquals(NeighbourState.STALE, state("10.0.0.5"));
        send("10.0.0.5");
        assertEquals(NeighbourState.DELAY, state("10.0.0.5"));
        rig.pass(5 * SECOND);
        assertEquals("ask 10.0.0.1 for 10.0.0.5 to " + PEER, sent.getLast());
        hear(arp(REPLY, "10.0.0.5", PEER, "10.0.0.1"));
        assertEquals(NeighbourState.REACHABLE, state("10.0.0.5"));
    }

    @Test
    void anAnswerThatWasNotAskedForIsProbedBeforeItIsTrusted() {
        send("10.0.0.5");
        hear(arp(REPLY, "10.0.0.5", PEER, "10.0.0.1"));
        hear(arp(REPLY, "10.0.0.5", OTHER, "10.0.0.1"));
        assertEquals(NeighbourState.STALE, state("10.0.0.5"));
        hear(arp(REPLY, "10.0.0.9", OTHER, "10.0.0.1"));
        assertEquals(NeighbourState.NONE, state("10.0.0.9")); // nobody asked for it
    }

    @Test
    void aRequestForAnotherHostRenewsWhatIsKnownAndMakesNoEntry() {
        hear(arp(REQUEST, "10.0.0.5", PEER, "10.0.0.77"));
        assertEquals(NeighbourState.NONE, state("10.0.0.5"));
        hear(arp(REQUEST, "10.0.0.5", PEER, "10.0.0.1"));
        hear(arp(REQUEST, "10.0.0.5", OTHER, "10.0.0.77")); // RFC 826: merge
        assertEquals(OTHER, rig.neighbours.rows().getFirst().linkAddress());
        assertEquals(1, sent.size());
    }

    /// RFC 5227 §2.1.1.
    @Test
    void aHostThatLooksWhetherAnAddressIsTakenIsAnsweredAndNotLearnt() {
        hear(arp(REQUEST, "0.0.0.0", PEER, "10.0.0.1"));
        assertEquals(List.of("answer 10.0.0.1 for 0.0.0.0 to " + PEER), sent);
        assertEquals(List.of(), rig.neighbours.rows());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,     02:00:00:00:00:05, Arp.InBadSource", // its own address
        "127.0.0.1,    02:00:00:00:00:05, Arp.InBadSource",
        "224.0.0.1,    02:00:00:00:00:05, Arp.InBadSource",
        "10.0.255.255, 02:00:00:00:00:05, Arp.InBadSource",
        "10.0.0.5,     03:00:00:00:00:05, Arp.InBadSource", // a group's
    })
    void whatCannotBeAStationIsDropped(String sender, String at, String reason) {
        hear(arp(REQUEST, sender, LinkAddress.parse(at), "10.0.0.1"));
        assertEquals(1, rig.count(reason));
        assertEquals(List.of(), sent);
    }

    @Test
    void whatIsNotOfIpv4OnEthernetIsDropped() {
        byte[] token = arp(REQUEST, "10.0.0.5", PEER, "10.0.0.1");
        token[1] = 6;
        hear(token);
        hear(arp(3, "10.0.0.5", PEER, "10.0.0.1"));
        hear(new byte[27]);
        assertEquals(3, rig.count("Arp.InErrors"));
    }

    @Test
    void anyBytesAreAPacketOrADrop() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = arp(1 + i % 2, "10.0.0." + i % 250, PEER, "10.0.0.1");
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            hear(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
        assertEquals(List.of(), rig.faults);
        assertTrue(rig.neighbours.rows().size() <= 1024);
    }

    @Test
    void nothingIsAnsweredForTheLoopback() {
        hear(arp(REQUEST, "10.0.0.5", PEER, "127.0.0.1"));
        assertEquals(List.of(), sent);
    }

    @Test
    void theRowsThatOthersWriteAreHeeded() {
        send("10.0.0.5");
        rig.neighbours.put(new Neighbour(2, Rows.address("10.0.0.5"), PEER));
        assertEquals("packet to " + PEER, sent.getLast());
        hear(arp(REQUEST, "10.0.0.5", OTHER, "10.0.0.1"));
        assertEquals(
                List.of(new Neighbour(2, Rows.address("10.0.0.5"), PEER)), rig.neighbours.rows());
        rig.down(eth0); // a row that was set outlives this
        assertEquals(1, rig.neighbours.rows().size());
        rig.neighbours.remove(rig.neighbours.rows().getFirst());
    }

    @Test
    void whatIsNotUsedGoesInTheOrderOfItsAgeBeyondTheFirstBound() {
        rig.settings.put("net.ipv4.neigh.default.gc_thresh1", 2);
        for (int i = 1; i <= 5; i++) {
            hear(arp(REQUEST, "10.0.1." + i, PEER, "10.0.0.1"));
            rig.pass(SECOND);
        }
        rig.pass(56 * SECOND); // 61 s of the first, 57 s of the last
        assertEquals(3, rig.neighbours.rows().size());
        rig.pass(600 * SECOND);
        assertEquals(2, rig.neighbours.rows().size());
        assertEquals(NeighbourState.STALE, state("10.0.1.5"));
    }

    @Test
    void thereAreNeverMoreThanTheLastBoundAndTheOldestGivesWay() {
        rig.settings.put("net.ipv4.neigh.default.gc_thresh3", 100);
        for (int i = 1; i <= 1000; i++) {
            hear(arp(REQUEST, "10.0.%d.%d".formatted(i / 250 + 1, i % 250), PEER, "10.0.0.1"));
        }
        assertEquals(100, rig.neighbours.rows().size());
        assertEquals(NeighbourState.STALE, state("10.0.5.0"));
        assertEquals(0, rig.count("Arp.TableFulls"));
    }

    @Test
    void thoseThatAreAskedForGiveWayToNoOther() {
        rig.settings.put("net.ipv4.neigh.default.gc_thresh3", 10);
        for (int i = 1; i <= 10; i++) {
            assertEquals(null, send("10.0.1." + i));
        }
        assertEquals(Errno.ENOBUFS, send("10.0.1.11"));
        hear(arp(REQUEST, "10.0.1.12", PEER, "10.0.0.1")); // answered nevertheless
        assertEquals("answer 10.0.0.1 for 10.0.1.12 to " + PEER, sent.getLast());
        assertEquals(2, rig.count("Arp.TableFulls"));
        assertEquals(10, rig.neighbours.rows().size());
    }

    @Test
    void aFlowGoesOnWhenItsNeighbourWasForgottenMeanwhile() {
        send("10.0.0.5");
        hear(arp(REPLY, "10.0.0.5", PEER, "10.0.0.1"));
        assertTrue(flow.routed(rig.routing.generation()));
        rig.neighbours.remove(rig.neighbours.rows().getFirst());
        assertFalse(flow.routed(rig.routing.generation()));
        sent.clear();
        send("10.0.0.5");
        assertEquals(List.of("ask 10.0.0.1 for 10.0.0.5 to ff:ff:ff:ff:ff:ff"), sent);
    }
}
