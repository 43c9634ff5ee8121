package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// A router between `eth0` and `eth1`.
class ForwardingTest {
    private static final LinkAddress GATEWAY = LinkAddress.parse("02:00:00:00:00:09");
    private static final byte[] DATA = new byte[64];

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<byte[]> back = new ArrayList<>();
    private final List<byte[]> on = new ArrayList<>();
    private final List<LinkAddress> nextHops = new ArrayList<>();
    private Wire eth0;

    @BeforeEach
    void setUp() {
        eth0 = rig.wire("eth0", LinkType.IP, 1500, false);
        Wire eth1 = rig.wire("eth1", LinkType.ETHERNET, 1300, false);
        eth0.sink = (packet, nextHop) -> take(back, packet);
        eth1.sink =
                (packet, nextHop) -> {
                    nextHops.add(nextHop);
                    take(on, packet);
                };
        rig.addresses.add(eth0, "10.0.0.1/24");
        rig.addresses.add(eth0, "2001:db8::1/64");
        rig.addresses.add(eth1, "10.1.0.1/24");
        rig.addresses.add(eth1, "2001:db8:1::1/64");
        rig.routes.add(eth1, "192.0.2.0/24", "10.1.0.9", 0);
        rig.routes.add(eth1, "2001:9::/32", "2001:db8:1::9", 0);
        rig.neighbours.put(new Neighbour(2, Rows.address("10.1.0.9"), GATEWAY));
        rig.neighbours.put(new Neighbour(2, Rows.address("2001:db8:1::9"), GATEWAY));
        rig.settings.put("net.ipv4.ip_forward", 1);
        rig.settings.put("net.ipv6.conf.all.forwarding", 1);
    }

    private static void take(List<byte[]> list, Packet packet) {
        byte[] bytes = new byte[packet.length()];
        packet.copyTo(0, bytes, 0, bytes.length);
        list.add(bytes);
        packet.release();
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), pool.leaks());
    }

    private int code(int header) {
        byte[] error = back.getLast();
        return Icmp.type(error, header) * 100 + Icmp.code(error, header);
    }

    @Test
    void passesOnAndCountsDown() {
        rig.input(Packets.ipv4("10.0.0.2", "192.0.2.7", 17, 9, DATA), eth0);
        rig.input(Packets.ipv6("2001:db8::2", "2001:9::7", 17, 9, DATA), eth0);
        assertEquals(8, Ipv4Header.timeToLive(on.get(0), 0));
        assertTrue(Ipv4Header.verifies(on.get(0), 0));
        assertEquals(8, Ipv6Header.hopLimit(on.get(1), 0));
        assertEquals(List.of(GATEWAY, GATEWAY), nextHops);
        assertEquals(1, rig.count("Ip.ForwDatagrams"));
    }

    @Test
    void doesNotUnlessSetSo() {
        rig.settings.clear();
        rig.input(Packets.ipv4("10.0.0.2", "192.0.2.7", 17, 9, DATA), eth0);
        rig.input(Packets.ipv6("2001:db8::2", "2001:9::7", 17, 9, DATA), eth0);
        assertEquals(1, rig.count("Ip.InAddrErrors"));
        assertEquals(1, rig.count("Ip6.InAddrErrors"));
        assertEquals(0, on.size() + back.size());
    }

    @Test
    void saysWhenHopsAreUsedUp() {
        rig.input(Packets.ipv4("10.0.0.2", "192.0.2.7", 17, 1, DATA), eth0);
        assertEquals(1100, code(Ipv4Header.LENGTH));
        assertEquals(Packets.v4("10.0.0.1"), Ipv4Header.source(back.getLast(), 0));
        rig.input(Packets.ipv6("2001:db8::2", "2001:9::7", 17, 0, DATA), eth0);
        assertEquals(300, code(Ipv6Header.LENGTH));
    }

    @Test
    void saysWhatFitsTheNextLink() {
        rig.input(Packets.ipv4("10.0.0.2", "192.0.2.7", 17, 9, new byte[1300]), eth0);
        assertEquals(304, code(Ipv4Header.LENGTH));
        assertEquals(1300, Icmp.rest(back.getLast(), Ipv4Header.LENGTH));
        rig.input(Packets.ipv6("2001:db8::2", "2001:9::7", 17, 9, new byte[1300]), eth0);
        assertEquals(200, code(Ipv6Header.LENGTH));
        assertEquals(1300, Icmp.rest(back.getLast(), Ipv6Header.LENGTH));
        assertEquals(1, rig.count("Ip6.InTooBigErrors"));
    }

    @Test
    void saysWhereNothingLeadsTo() {
        rig.input(Packets.ipv4("10.0.0.2", "198.51.100.1", 17, 9, DATA), eth0);
        assertEquals(300, code(Ipv4Header.LENGTH));
        rig.input(Packets.ipv4("10.0.0.2", "10.1.0.77", 17, 9, DATA), eth0); // no such neighbour
        for (int second = 0; second < 3; second++) {
            assertEquals(300, code(Ipv4Header.LENGTH));
            rig.pass(1_000_000_000L);
        }
        assertEquals(301, code(Ipv4Header.LENGTH));
        rig.input(Packets.ipv6("2001:db8::2", "2002::1", 17, 9, DATA), eth0);
        assertEquals(100, code(Ipv6Header.LENGTH));
        assertEquals(1, rig.count("Ip.InNoRoutes"));
        assertEquals(1, rig.count("Arp.ResolutionFailed"));
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.1.1, 192.0.2.7",
        "10.0.0.2,    169.254.1.1",
        "0.0.0.0,     192.0.2.7",
        "10.0.0.2,    10.1.0.255",
    })
    void keepsOnItsLinkWhatBelongsThere(String from, String to) {
        rig.input(Packets.ipv4(from, to, 17, 9, DATA), eth0);
        assertEquals(0, on.size() + back.size());
    }

    @Test
    void keepsLinkLocalIpv6OnItsLink() {
        rig.input(Packets.ipv6("fe80::2", "2001:9::7", 17, 9, DATA), eth0);
        rig.input(Packets.ipv6("2001:db8::2", "fe80::7", 17, 9, DATA), eth0);
        rig.input(Packets.ipv6("fe80::2", "fe80::7", 17, 9, DATA), eth0);
        assertEquals(3, rig.count("Ip6.InNotForwarded"));
        assertEquals(0, on.size() + back.size());
    }

    /// RFC 4443 §3.1, code 2.
    @Test
    void saysWhatIsBeyondTheScopeOfItsSource() {
        rig.addresses.add(eth0, "fe80::1/64");
        rig.input(Packets.ipv6("fe80::2", "2001:9::7", 17, 9, DATA), eth0);
        assertEquals(102, code(Ipv6Header.LENGTH));
        rig.input(Packets.ipv4("169.254.1.1", "192.0.2.7", 17, 9, DATA), eth0);
        rig.input(Packets.ipv6("fe80::2", "fe80::7", 17, 9, DATA), eth0);
        assertEquals(1, back.size());
        assertEquals(0, on.size());
    }

    @Test
    void completesAChecksumThatWasLeftToADevice() {
        rig.transport(17, new SilentTransport());
        byte[] bytes = Packets.ipv4("10.0.0.2", "192.0.2.7", 17, 9, new byte[9]);
        bytes[28] = 5;
        // The pseudo-header's sum: two addresses, protocol 17, length 9.
        int pseudo = 0x0a00 + 0x0002 + 0xc000 + 0x0207 + 17 + 9;
        bytes[26] = (byte) (pseudo >> 8);
        bytes[27] = (byte) pseudo;
        Packet packet = rig.packet(bytes, eth0);
        packet.checksumState(ChecksumState.PARTIAL);
        rig.v4.input(packet, eth0);
        int sum = ~(pseudo + 0x0500) & 0xffff;
        assertEquals(sum >> 8, on.getFirst()[26] & 0xff);
        assertEquals(sum & 0xff, on.getFirst()[27] & 0xff);
    }
}
