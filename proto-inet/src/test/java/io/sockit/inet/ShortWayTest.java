package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.LinkType;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What goes or comes as the last packet did takes a short way, which ends where something changes.
class ShortWayTest {
    private static final int UDP = 17;

    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final List<byte[]> sent = new ArrayList<>();
    private Wire eth;
    private IpFlow flow;

    @BeforeEach
    void setUp() {
        eth = rig.wire("eth0", LinkType.IP, 1500, false);
        eth.sink =
                (packet, nextHop) -> {
                    byte[] bytes = new byte[packet.length()];
                    packet.copyTo(0, bytes, 0, bytes.length);
                    sent.add(bytes);
                    packet.release();
                };
        rig.addresses.add(eth, "10.0.0.1/24");
        rig.addresses.add(eth, "2001:db8::1/64");
        flow = new IpFlow(rig.inet.options(Inet.AF_INET6).copy(), rig.inet.hostFlow().flags());
        rig.transport(UDP, new SilentTransport());
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), pool.leaks());
        assertEquals(List.of(), rig.faults);
    }

    private byte[] send(int length) {
        Packet packet = pool.take();
        packet.append(new byte[length], 0, length);
        assertNull(rig.sender.send(packet, flow, UDP));
        return sent.getLast();
    }

    private void to(String address) {
        long low = IpAddress.low(Rows.address(address));
        flow.to(IpAddress.high(Rows.address(address)), low, 0);
    }

    @Test
    void headersAreThoseOfTheLongWay() {
        to("10.0.0.2");
        for (int length : new int[] {100, 0, 1, 1480, 0, 77}) {
            byte[] packet = send(length);
            byte[] expected = new byte[packet.length];
            Ipv4Header.write(
                    expected,
                    0,
                    0,
                    20 + length,
                    0,
                    false,
                    64,
                    UDP,
                    Packets.v4("10.0.0.1"),
                    Packets.v4("10.0.0.2"));
            assertArrayEquals(expected, packet);
            assertTrue(Ipv4Header.verifies(packet, 0));
        }
    }

    @Test
    void headersOfIpv6AreThoseOfTheLongWay() {
        to("2001:db8::2");
        byte[] first = send(100);
        assertArrayEquals(first, send(100));
        assertEquals(9, Ipv6Header.payloadLength(send(9), 0));
        assertEquals(UDP, Ipv6Header.nextHeader(sent.getLast(), 0));
    }

    @Test
    void followsOptionsOfTheSocket() throws Exception {
        to("10.0.0.2");
        send(10);
        flow.options().option(Inet.IP_TTL, 9, true);
        assertEquals(9, Ipv4Header.timeToLive(send(10), 0));
        flow.header(7, 0xb8);
        assertEquals(7, Ipv4Header.timeToLive(send(10), 0));
        assertEquals(0xb8, Ipv4Header.typeOfService(sent.getLast(), 0));
        assertTrue(Ipv4Header.verifies(sent.getLast(), 0));
        flow.options().option(Inet.IP_MTU_DISCOVER, 0, true);
        assertEquals(false, Ipv4Header.dontFragment(send(10), 0));
    }

    @Test
    void endsWhereTheInterfaceOrThePathIsNarrower() {
        to("10.0.0.2");
        assertEquals(1500, send(1480).length);
        rig.mtu(eth, 1000);
        send(1480);
        assertEquals(3, sent.size()); // in two parts
        rig.mtu(eth, 1500);
        byte[] mine = send(1480);
        byte[] quoted = new byte[28];
        System.arraycopy(mine, 0, quoted, 0, 28);
        Packet quote = rig.packet(quoted, eth);
        quote.markNetwork();
        quote.consume(Ipv4Header.LENGTH);
        rig.sender.tooBig(quote, 900);
        quote.release();
        int before = sent.size();
        send(1480);
        assertEquals(before + 2, sent.size());
    }

    @Test
    void endsWithTheAddressThatItLedTo() {
        byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", UDP, 64, new byte[20]);
        rig.input(packet, eth);
        rig.input(packet, eth);
        assertEquals(2, rig.count("Ip.InDelivers"));
        rig.addresses.remove(rig.addresses.rows().getFirst());
        rig.input(packet, eth);
        assertEquals(2, rig.count("Ip.InDelivers"));
        assertEquals(1, rig.count("Ip.InAddrErrors"));
    }

    @Test
    void isNotForPacketsThatAreWrong() {
        byte[] packet = Packets.ipv4("10.0.0.2", "10.0.0.1", UDP, 64, new byte[20]);
        rig.input(packet, eth);
        rig.input(packet, eth);
        byte[] bent = packet.clone();
        bent[10] ^= 1;
        rig.input(bent, eth);
        assertEquals(1, rig.count("Ip.InCsumErrors"));
        byte[] longer = Packets.join(packet, new byte[6]); // padded by the link
        rig.input(longer, eth);
        byte[] part = packet.clone();
        Bytes.u16(part, 6, 0x2000);
        rig.input(Packets.mended(part), eth);
        assertEquals(3, rig.count("Ip.InDelivers"));
        assertEquals(1, rig.count("Ip.ReasmReqds"));
        rig.pass(60_000_000_000L); // the part is given up
    }
}
