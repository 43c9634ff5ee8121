package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.api.NetAddress;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What an error of sending says: the value, and what was expected.
class SendErrorsTest {
    private final PacketPool pool = PacketPool.checked();
    private final Rig rig = new Rig(pool);
    private final IpFlow flow = rig.inet.hostFlow();
    private Wire eth0;
    private Wire eth1;

    @BeforeEach
    void setUp() {
        eth0 = rig.wire("eth0", LinkType.IP, 1500, false);
        eth1 = rig.wire("eth1", LinkType.ETHERNET, 1500, false);
        rig.addresses.add(eth0, "10.0.0.1/24");
        rig.addresses.add(eth1, "10.1.0.1/24");
        rig.addresses.add(eth0, "fe80::1/64");
    }

    @AfterEach
    void nothingLeaks() {
        assertEquals(List.of(), pool.leaks());
    }

    private String failure(String text, int scope, int length) {
        NetAddress address = Rows.address(text);
        flow.to(IpAddress.high(address), IpAddress.low(address), scope);
        Packet segment = pool.take();
        segment.append(new byte[length], 0, length);
        return assertThrows(ErrnoException.class, () -> rig.sender.output(segment, flow, 17))
                .getMessage();
    }

    @Test
    void namesTheLengthAndTheLimit() throws Exception {
        assertEquals(
                "route: EMSGSIZE (message too long): a packet of 65536 bytes to 10.0.0.2"
                        + " (expected: <= 65535)",
                failure("10.0.0.2", 0, 65_516));
        flow.options().option(Inet.IP_MTU_DISCOVER, 2, false);
        flow.options().option(Inet.IPV6_MTU_DISCOVER, 2, false);
        assertEquals(
                "route: EMSGSIZE (message too long): a packet of 1501 bytes to 10.0.0.2 (expected:"
                        + " <= 1500, the MTU of eth0)",
                failure("10.0.0.2", 0, 1481));
        assertEquals(
                "route: EMSGSIZE (message too long): a packet of 1501 bytes to fe80::2%1 (expected:"
                        + " <= 1500, the MTU of eth0)",
                failure("fe80::2", 1, 1461));
    }

    @Test
    void namesThePathWhereThatIsNarrower() throws Exception {
        flow.options().option(Inet.IP_MTU_DISCOVER, 2, false);
        byte[] sent = Packets.ipv4("10.0.0.1", "10.0.0.2", 17, 64, new byte[8]);
        Packet quoted = rig.packet(sent, eth0);
        quoted.pull(sent.length);
        quoted.markNetwork();
        rig.sender.tooBig(quoted, 1000);
        quoted.release();
        assertEquals(
                "route: EMSGSIZE (message too long): a packet of 1001 bytes to 10.0.0.2 (expected:"
                        + " <= 1000, the MTU of the path)",
                failure("10.0.0.2", 0, 981));
        flow.options().option(Inet.IP_MTU_DISCOVER, 3, false); // to probe it
        assertEquals(
                "route: EMSGSIZE (message too long): a packet of 1501 bytes to 10.0.0.2 (expected:"
                        + " <= 1500, the MTU of eth0)",
                failure("10.0.0.2", 0, 1481));
    }

    @Test
    void namesTheMissingScopeId() {
        assertEquals(
                "route: EINVAL (invalid argument): to fe80::2 (expected: a scope id, the index of"
                        + " an interface)",
                failure("fe80::2", 0, 8));
    }

    @Test
    void namesThePermissionForBroadcasts() {
        assertEquals(
                "route: EACCES (permission denied): to 10.0.0.255, a broadcast address (expected:"
                        + " SO_BROADCAST set)",
                failure("10.0.0.255", 0, 8));
    }

    @Test
    void namesTheMissingRoute() {
        assertEquals(
                "route: ENETUNREACH (network is unreachable): to 192.0.2.1 (expected: an address"
                        + " that a route leads to)",
                failure("192.0.2.1", 0, 8));
        assertEquals(
                "route: ENETUNREACH (network is unreachable): to fe80::2%2 (expected: an address"
                        + " that a route of interface 2 leads to)",
                failure("fe80::2", 2, 8));
    }

    @Test
    void namesTheOtherFamilyOfTheSource() {
        flow.from(0, 1, 0);
        assertEquals(
                "route: ENETUNREACH (network is unreachable): from ::1 to 10.0.0.2 (expected: both"
                        + " of one family)",
                failure("10.0.0.2", 0, 8));
    }

    @Test
    void namesTheBoundOfNeighbours() {
        rig.settings.put("net.ipv4.neigh.default.gc_thresh3", 0);
        assertEquals(
                "route: ENOBUFS (no buffer space available): to 10.1.0.9 (expected: room for one"
                        + " more neighbour, see gc_thresh3)",
                failure("10.1.0.9", 0, 8));
        assertEquals(1, rig.count("Arp.TableFulls"));
    }

    @Test
    void namesTheMissingSource() {
        rig.routes.add(eth1, "2001:db8::/32", null, 0);
        rig.neighbours.put(
                new Neighbour(
                        2, Rows.address("2001:db8::1"), LinkAddress.parse("02:00:00:00:00:05")));
        assertEquals(
                "route: EADDRNOTAVAIL (cannot assign requested address): to 2001:db8::1 (expected:"
                        + " a host with an address to send from)",
                failure("2001:db8::1", 0, 8));
    }
}
