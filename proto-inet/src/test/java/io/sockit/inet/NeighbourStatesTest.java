package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.NeighbourState;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
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

/// The states of one IPv6 neighbour: each row of RFC 4861 Appendix C.
class NeighbourStatesTest {
    private static final String OWN = "2001:db8::1";
    private static final String PEER = "2001:db8::5";
    private static final String GROUP = "ff02::1:ff00:5";
    private static final long SECOND = 1_000_000_000L;
    private static final LinkAddress KNOWN = LinkAddress.parse("02:00:00:00:00:05");
    private static final LinkAddress OTHER = LinkAddress.parse("02:00:00:00:00:06");

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final IpFlow flow = rig.inet.hostFlow();
    private final List<String> sent = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private Wire eth0;

    @BeforeEach
    void setUp() {
        Wire lo = rig.wire("lo", LinkType.IP, 65_535, true);
        eth0 = rig.wire("eth0", LinkType.ETHERNET, 1500, false);
        lo.sink =
                (packet, nextHop) -> {
                    byte[] head = packet.head();
                    int at = packet.headOffset() + 40;
                    errors.add("error " + Icmp.type(head, at) + "." + Icmp.code(head, at));
                    packet.release();
                };
        eth0.sink = this::take;
        rig.addresses.add(lo, "::1/128");
        rig.addresses.add(eth0, OWN + "/64");
        rig.addresses.add(eth0, "fe80::1/64");
        NetAddress peer = Rows.address(PEER);
        flow.to(IpAddress.high(peer), IpAddress.low(peer), 0);
    }

    @AfterEach
    void nothingLeaks() {
        rig.down(eth0);
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.neighbours.rows());
    }

    private void take(Packet packet, LinkAddress to) {
        packet.markNetwork();
        String what = "packet to " + to;
        int at = packet.headOffset() + 40;
        if (Icmp.type(packet.head(), at) == 135) {
            String target =
                    Packets.text(IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet));
            String source = Packets.text(IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet));
            what = "ask " + target + " from " + source + " at " + to;
        }
        sent.add(what);
        packet.release();
    }

    private void send() {
        Packet segment = pool.take();
        segment.append(new byte[32], 0, 32);
        assertEquals(null, rig.sender.send(segment, flow, 17));
    }

    private void advertise(int flags, LinkAddress address) {
        byte[] target = Rows.address(PEER).bytes();
        byte[] option = address == null ? new byte[0] : option(2, address);
        byte[] rest = Packets.join(target, option);
        rig.input(fresh(Packets.icmp6(PEER, OWN, 136, 0, flags << 29, rest)), eth0);
    }

    private void solicit(LinkAddress address) {
        byte[] target = Rows.address(OWN).bytes();
        byte[] option = address == null ? new byte[0] : option(1, address);
        byte[] rest = Packets.join(target, option);
        rig.input(fresh(Packets.icmp6(PEER, OWN, 135, 0, 0, rest)), eth0);
    }

    private static byte[] fresh(byte[] packet) {
        packet[7] = (byte) 255;
        return packet;
    }

    private static byte[] option(int type, LinkAddress address) {
        return Packets.join(Packets.bytes(type, 1), address.bytes());
    }

    private Neighbour row() {
        List<Neighbour> rows = rig.neighbours.rows();
        return rows.isEmpty()
                ? new Neighbour(2, Rows.address(PEER), LinkAddress.NONE, NeighbourState.NONE)
                : rows.getFirst();
    }

    /// Brings a neighbour into a state, as packets and time do.
    private void begin(NeighbourState state) {
        switch (state) {
            case NONE -> {}
            case INCOMPLETE -> send();
            case REACHABLE -> {
                send();
                advertise(0b010, KNOWN);
            }
            case STALE -> solicit(KNOWN);
            case DELAY -> {
                solicit(KNOWN);
                send();
            }
            case PROBE -> {
                solicit(KNOWN);
                send();
                rig.pass(5 * SECOND);
            }
            case FAILED -> {
                send();
                rig.pass(SECOND);
                rig.pass(SECOND);
                rig.pass(SECOND);
            }
            case NOARP, PERMANENT ->
                    rig.neighbours.put(new Neighbour(2, Rows.address(PEER), KNOWN, state));
        }
        assertEquals(state, row().state());
        sent.clear();
        errors.clear();
    }

    private void happens(String event) {
        String[] words = event.split(" ", -1);
        LinkAddress address =
                switch (words[words.length - 1]) {
                    case "same" -> KNOWN;
                    case "other" -> OTHER;
                    default -> null;
                };
        switch (words[0]) {
            case "send" -> send();
            case "NA" -> advertise(Integer.parseInt(words[1], 2), address);
            case "NS" -> solicit(address);
            case "confirmed" -> {
                rig.routing.find(flow);
                flow.nextHop().confirmed();
            }
            case "pass" -> rig.pass(Integer.parseInt(words[1]) * SECOND);
            default -> throw new IllegalArgumentException(event);
        }
    }

    /// Flags are router, solicited, override.
    @ParameterizedTest
    @CsvSource({
        "NONE,       send,         INCOMPLETE, ask all",
        "INCOMPLETE, pass 1,       INCOMPLETE, ask all",
        "INCOMPLETE, NA 000 same,  STALE,      packet to same",
        "INCOMPLETE, NA 001 same,  STALE,      packet to same",
        "INCOMPLETE, NA 010 same,  REACHABLE,  packet to same",
        "INCOMPLETE, NA 011 same,  REACHABLE,  packet to same",
        "INCOMPLETE, NA 011 -,     INCOMPLETE, ''",
        "INCOMPLETE, NS same,      STALE,      packet to same",
        "INCOMPLETE, NS -,         INCOMPLETE, ''",
        "INCOMPLETE, confirmed,    INCOMPLETE, ''",
        "NONE,       NS same,      STALE,      ''",
        "NONE,       NS -,         INCOMPLETE, ask all", // to be answered it has to be asked
        "NONE,       NA 011 same,  NONE,       ''", // §7.2.5: no entry is made
        "REACHABLE,  NA 010 same,  REACHABLE,  ''",
        "REACHABLE,  NA 010 -,     REACHABLE,  ''",
        "REACHABLE,  NA 010 other, STALE,      ''",
        "REACHABLE,  NA 000 other, STALE,      ''", // §7.2.5 I.a; the appendix leaves it out
        "REACHABLE,  NA 011 other, REACHABLE,  other",
        "REACHABLE,  NA 000 same,  REACHABLE,  ''",
        "REACHABLE,  NA 001 same,  REACHABLE,  ''",
        "REACHABLE,  NA 001 other, STALE,      other",
        "REACHABLE,  NS same,      REACHABLE,  ''",
        "REACHABLE,  NS other,     STALE,      other",
        "REACHABLE,  confirmed,    REACHABLE,  ''",
        "REACHABLE,  send,         REACHABLE,  packet to same",
        "REACHABLE,  pass 45,      STALE,      ''",
        "STALE,      send,         DELAY,      packet to same",
        "STALE,      pass 4000,    STALE,      ''",
        "STALE,      NA 010 same,  REACHABLE,  ''",
        "STALE,      NA 010 other, STALE,      ''",
        "STALE,      NA 011 other, REACHABLE,  other",
        "STALE,      NA 000 same,  STALE,      ''",
        "STALE,      NA 001 other, STALE,      other",
        "STALE,      NS same,      STALE,      ''",
        "STALE,      NS other,     STALE,      other",
        "STALE,      confirmed,    REACHABLE,  ''",
        "DELAY,      send,         DELAY,      packet to same",
        "DELAY,      pass 4,       DELAY,      ''",
        "DELAY,      pass 5,       PROBE,      ask same",
        "DELAY,      NA 010 same,  REACHABLE,  ''",
        "DELAY,      NA 010 other, DELAY,      ''",
        "DELAY,      NA 001 other, STALE,      other",
        "DELAY,      NS other,     STALE,      other",
        "DELAY,      confirmed,    REACHABLE,  ''",
        "PROBE,      send,         PROBE,      packet to same",
        "PROBE,      pass 1,       PROBE,      ask same",
        "PROBE,      NA 010 same,  REACHABLE,  ''",
        "PROBE,      NA 011 other, REACHABLE,  other",
        "PROBE,      NA 010 other, PROBE,      ''",
        "PROBE,      NA 000 other, PROBE,      ''",
        "PROBE,      NA 001 other, STALE,      other",
        "PROBE,      NS other,     STALE,      other",
        "PROBE,      confirmed,    REACHABLE,  ''",
        "FAILED,     send,         INCOMPLETE, ask all",
        "FAILED,     NA 011 same,  FAILED,     ''",
        "FAILED,     NS same,      STALE,      ''",
        "FAILED,     confirmed,    FAILED,     ''",
        "PERMANENT,  send,         PERMANENT,  packet to same",
        "PERMANENT,  NA 011 other, PERMANENT,  ''",
        "PERMANENT,  NS other,     PERMANENT,  ''",
        "PERMANENT,  pass 4000,    PERMANENT,  ''",
        "NOARP,      send,         NOARP,      packet to same",
        "NOARP,      NA 001 other, NOARP,      ''",
    })
    void followTheTable(NeighbourState before, String event, NeighbourState after, String effect) {
        begin(before);
        boolean answers = event.startsWith("NS") && !event.endsWith("-");
        happens(event);
        assertEquals(after, row().state());
        LinkAddress asker = event.endsWith("other") ? OTHER : KNOWN;
        sent.removeIf(what -> answers && what.equals("packet to " + asker));
        List<String> expected =
                switch (effect) {
                    case "ask all" ->
                            List.of("ask " + GROUP + " from " + OWN + " at 33:33:ff:00:00:05");
                    case "ask same" -> List.of("ask " + PEER + " from fe80::1 at " + KNOWN);
                    case "packet to same" -> answers ? List.of() : List.of("packet to " + KNOWN);
                    default -> List.of();
                };
        assertEquals(expected, sent);
        boolean moved = "other".equals(effect);
        boolean unknown = after == NeighbourState.INCOMPLETE || after == NeighbourState.FAILED;
        assertEquals(
                moved ? OTHER : unknown || after == NeighbourState.NONE ? LinkAddress.NONE : KNOWN,
                row().linkAddress());
        assertEquals(List.of(), errors);
        if (before.isSet()) {
            rig.neighbours.remove(row());
        }
    }

    @Test
    void anUnknownNeighbourIsAskedThreeTimesAndEachPacketThatWaitsIsAnswered() {
        send();
        send();
        rig.pass(SECOND);
        rig.pass(SECOND);
        assertEquals(3, sent.size());
        assertEquals(List.of(), errors);
        rig.pass(SECOND);
        assertEquals(3, sent.size());
        assertEquals(List.of("error 1.3", "error 1.3"), errors);
        assertEquals(NeighbourState.FAILED, row().state());
        assertEquals(2, rig.count("Ndisc.ResolutionFailed"));
    }

    @Test
    void aNeighbourThatLeavesIsProbedThreeTimesAndThenAskedForAnew() {
        begin(NeighbourState.PROBE);
        rig.pass(SECOND);
        rig.pass(SECOND);
        assertEquals(2, sent.size());
        rig.pass(SECOND);
        assertEquals(NeighbourState.FAILED, row().state());
        assertEquals(2, sent.size());
        send();
        assertEquals("ask " + GROUP + " from " + OWN + " at 33:33:ff:00:00:05", sent.get(2));
    }

    @Test
    void aReachableNeighbourAgesBetweenHalfAndOneAndAHalfOfTheBaseTime() {
        begin(NeighbourState.REACHABLE);
        rig.pass(14 * SECOND);
        assertEquals(NeighbourState.REACHABLE, row().state());
        flow.nextHop().confirmed();
        rig.pass(14 * SECOND);
        assertEquals(NeighbourState.REACHABLE, row().state());
        rig.pass(31 * SECOND);
        assertEquals(NeighbourState.STALE, row().state());
    }

    @Test
    void packetsThatWaitAreBoundedByWhatTheyPinAndTheOldestGoFirst() {
        send();
        int pinned = (int) pool.used();
        rig.settings.put("net.ipv6.neigh.default.unres_qlen_bytes", 3 * pinned);
        for (int i = 0; i < 9; i++) {
            send();
        }
        assertEquals(7, rig.count("Ndisc.UnresolvedDiscards"));
        assertEquals(1, sent.size()); // one question for all
        sent.clear();
        advertise(0b010, KNOWN);
        assertEquals(3, sent.size());
    }

    @Test
    void solicitationsAreAnsweredByAnAdvertisement() {
        List<String> answers = new ArrayList<>();
        eth0.sink =
                (packet, to) -> {
                    byte[] bytes = new byte[packet.length()];
                    packet.copyTo(0, bytes, 0, bytes.length);
                    answers.add(
                            "%d %x hops %d to %s"
                                    .formatted(
                                            Icmp.type(bytes, 40),
                                            Icmp.rest(bytes, 40) >>> 29,
                                            bytes[7] & 0xff,
                                            to));
                    packet.release();
                };
        solicit(KNOWN);
        byte[] rest = Rows.address(OWN).bytes();
        rig.input(fresh(Packets.icmp6("::", "ff02::1:ff00:1", 135, 0, 0, rest)), eth0);
        assertEquals(
                List.of("136 3 hops 255 to " + KNOWN, "136 1 hops 255 to 33:33:00:00:00:01"),
                answers);
    }

    @Test
    void anyBytesAreAMessageOrADrop() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] rest = Packets.join(Rows.address(OWN).bytes(), option(1 + i % 2, KNOWN));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                rest[random.nextInt(rest.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(rest, random.nextInt(rest.length + 1));
            String from = "2001:db8::" + Integer.toHexString(2 + i % 5000);
            rig.input(fresh(Packets.icmp6(from, OWN, 135 + i % 2, 0, i << 28, cut)), eth0);
        }
        assertTrue(rig.neighbours.rows().size() <= 1024);
    }

    @Test
    void whatARouterPassedOnOrIsMalformedIsDropped() {
        byte[] rest = Packets.join(Rows.address(OWN).bytes(), option(1, KNOWN));
        rig.input(Packets.icmp6(PEER, OWN, 135, 0, 0, rest), eth0); // hop limit 64
        rest[17] = 0; // an option without a length
        rig.input(fresh(Packets.icmp6(PEER, OWN, 135, 0, 0, rest)), eth0);
        byte[] short1 = Packets.bytes(1, 2, 3);
        rig.input(fresh(Packets.icmp6(PEER, OWN, 136, 0, 0, short1)), eth0);
        byte[] group = Rows.address("ff02::1").bytes();
        rig.input(fresh(Packets.icmp6(PEER, OWN, 136, 0, 0, group)), eth0);
        assertEquals(4, rig.count("Ndisc.InInvalid"));
        assertEquals(NeighbourState.NONE, row().state());
    }
}
