package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;
import io.sockit.spi.packet.Bytes;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.util.Arrays;

/// Which addresses an echo socket has, and which replies it hears.
@SockitNetwork
class EchoAssociationTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private static void fails(Errno errno, Executable call) {
        ErrnoException e = assertThrows(ErrnoException.class, call);
        assertEquals(errno, e.errno(), e.getMessage());
    }

    private static String name(Pings pings) throws ErrnoException {
        return pings.process().getsockname(pings.fd).toString();
    }

    private static void sendTo(Pings pings, String to) throws ErrnoException {
        pings.send(to.startsWith("[") ? SockaddrIn6.parse(to) : SockaddrIn.parse(to), 1, 8);
    }

    @Test
    void aSecondConnectChoosesTheSourceAnew(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=link:x"},
                            address = "eth0=10.0.0.1/24")
                    Host a,
            @HostSpec(name = "b", device = "eth0=link:x", address = "10.0.0.2/24") Host b)
            throws Exception {
        try (Pings pings = new Pings(a, Inet.AF_INET)) {
            pings.connect(SockaddrIn.parse("127.0.0.1:0"));
            pings.connect(SockaddrIn.parse("10.0.0.2:0"));
            sendTo(pings, "10.0.0.2:0");
            assertEquals(16, pings.receive().length);
            assertEquals("10.0.0.1", name(pings).split(":", -1)[0]);
            fails(Errno.ENETUNREACH, () -> pings.connect(SockaddrIn.parse("192.0.2.1:0")));
            sendTo(pings, "10.0.0.2:0");
            assertEquals(16, pings.receive().length);
            assertEquals(0, a.counters().get("Icmp.InNoSocket"));
        }
        assertEquals(2, b.counters().get("Icmp.InEchos"));
    }

    @Test
    void whatConnectChoseGoesWithTheAssociation(
            @HostSpec(name = "a", device = "lo=loopback:") Host host) throws Exception {
        try (Pings chosen = new Pings(host, Inet.AF_INET);
                Pings bound = new Pings(host, Inet.AF_INET)) {
            chosen.connect(SockaddrIn.parse("127.0.0.2:0"));
            chosen.process().connect(chosen.fd, Sockaddr.UNSPEC);
            assertEquals("0.0.0.0:0", name(chosen));
            bound.process().bind(bound.fd, SockaddrIn.parse("127.0.0.3:77"));
            bound.connect(SockaddrIn.parse("127.0.0.2:0"));
            bound.process().connect(bound.fd, Sockaddr.UNSPEC);
            assertEquals("127.0.0.3:77", name(bound));
            sendTo(chosen, "127.0.0.1:0");
            assertEquals(16, chosen.receive().length);
        }
    }

    @Test
    void anAddressOfManyIsNoneToSendFrom(
            @HostSpec(name = "a", device = "eth0=queue:", address = "10.0.0.1/24") Host host)
            throws Exception {
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            for (String many : new String[] {"224.0.0.1:0", "10.0.0.255:0", "255.255.255.255:0"}) {
                fails(
                        Errno.EADDRNOTAVAIL,
                        () -> pings.process().bind(pings.fd, SockaddrIn.parse(many)));
            }
        }
    }

    /// A reply to the request that the peer of one interface has got comes in at another.
    private static void answer(ScriptedPeer asked, ScriptedPeer other) {
        Frame request = asked.expect(SOON);
        byte[] bytes = request.bytes();
        if (bytes[0] >>> 4 == 4) {
            int rest = Bytes.u32(bytes, 24);
            byte[] data = Arrays.copyOfRange(bytes, 28, bytes.length);
            byte[] reply = Packets.icmp(Icmp.ECHO_REPLY, 0, rest, data);
            other.inject(0x0800, Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, reply));
        } else {
            int rest = Bytes.u32(bytes, 44);
            byte[] data = Arrays.copyOfRange(bytes, 48, bytes.length);
            other.inject(0x86dd, Packets.icmp6("fe80::2", "fe80::1", 129, 0, rest, data));
        }
    }

    @Test
    void whatIsBoundToADeviceHearsThatOneAlone(
            @HostSpec(
                            name = "a",
                            device = {"eth0=queue:", "eth1=queue:"},
                            address = {"eth0=10.0.0.1/24", "eth1=10.1.0.1/24"})
                    Host host)
            throws Exception {
        ScriptedPeer eth0 = ScriptedPeer.of(host, "eth0");
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            pings.process().setsockopt(pings.fd, SocketOptions.SO_BINDTODEVICE, "eth0");
            sendTo(pings, "10.0.0.2:0");
            answer(eth0, eth0);
            assertEquals(16, pings.receive().length);
            sendTo(pings, "10.0.0.2:0");
            answer(eth0, ScriptedPeer.of(host, "eth1"));
            fails(Errno.EAGAIN, pings::receive);
            assertEquals(1, host.counters().get("Icmp.InNoSocket"));
        }
    }

    @Test
    void aScopedPeerIsHeardOnItsLinkAlone(
            @HostSpec(
                            name = "a",
                            device = {"eth0=queue:", "eth1=queue:"},
                            address = {"eth0=fe80::1/64", "eth1=fe80::1/64"})
                    Host host)
            throws Exception {
        ScriptedPeer eth0 = ScriptedPeer.of(host, "eth0");
        int link = host.links().find("eth0").orElseThrow().index();
        String there = "[fe80::2%" + link + "]:0";
        try (Pings pings = new Pings(host, Inet.AF_INET6)) {
            pings.connect(SockaddrIn6.parse(there));
            sendTo(pings, there);
            answer(eth0, eth0);
            assertEquals(16, pings.receive().length);
            assertEquals("[fe80::1%" + link, name(pings).split("]", -1)[0]);
            sendTo(pings, there);
            answer(eth0, ScriptedPeer.of(host, "eth1"));
            fails(Errno.EAGAIN, pings::receive);
            assertEquals(1, host.counters().get("Icmp6.InNoSocket"));
            pings.process().setsockopt(pings.fd, SocketOptions.SO_BINDTODEVICE, "eth1");
            fails(Errno.EINVAL, () -> sendTo(pings, there));
        }
    }
}
