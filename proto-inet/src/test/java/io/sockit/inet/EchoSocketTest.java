package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.time.Duration;
import java.util.List;

@SockitNetwork
class EchoSocketTest {
    private static final Sockaddr HERE = SockaddrIn.parse("127.0.0.1:0");

    private static void fails(Errno errno, Executable call) {
        ErrnoException e = assertThrows(ErrnoException.class, call);
        assertEquals(errno, e.errno(), e.getMessage());
    }

    @Test
    void existsForItsOwnProtocolOnly(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        try (Process p = host.process()) {
            fails(Errno.ESOCKTNOSUPPORT, () -> p.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0));
            fails(Errno.ESOCKTNOSUPPORT, () -> p.socket(Inet.AF_INET6, Sock.SOCK_DGRAM, 0));
            fails(Errno.ESOCKTNOSUPPORT, () -> p.socket(Inet.AF_INET, Sock.SOCK_STREAM, 6));
            fails(Errno.EPROTONOSUPPORT, () -> p.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 17));
            fails(Errno.EPROTONOSUPPORT, () -> p.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 58));
            fails(Errno.EPROTONOSUPPORT, () -> p.socket(Inet.AF_INET6, Sock.SOCK_DGRAM, 1));
        }
    }

    @Test
    void isForTheGroupsOfTheSetting(
            @HostSpec(name = "a", device = "lo=loopback:", sysctl = "net.ipv4.ping_group_range=5 9")
                    Host host)
            throws Exception {
        try (Process inside = host.process(Credentials.user(1, 5));
                Process outside = host.process(Credentials.user(1, 10))) {
            assertTrue(inside.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 1) >= 0);
            fails(Errno.EACCES, () -> outside.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 1));
        }
    }

    @Test
    void hasItsIdentifierAsPort(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        try (Pings one = new Pings(host, Inet.AF_INET);
                Pings two = new Pings(host, Inet.AF_INET)) {
            one.process().bind(one.fd, SockaddrIn.parse("127.0.0.1:77"));
            assertEquals("127.0.0.1:77", one.process().getsockname(one.fd).toString());
            fails(
                    Errno.EADDRINUSE,
                    () -> two.process().bind(two.fd, SockaddrIn.parse("127.0.0.1:77")));
            fails(
                    Errno.EADDRNOTAVAIL,
                    () -> two.process().bind(two.fd, SockaddrIn.parse("10.9.9.9:0")));
            fails(Errno.EAFNOSUPPORT, () -> two.process().bind(two.fd, Inet.in6addrAny(0)));
            fails(Errno.EINVAL, () -> one.process().bind(one.fd, SockaddrIn.parse("127.0.0.1:78")));
            one.send(HERE, 3, 8);
            assertEquals(77, Icmp.identifier(one.receive(), 0));
        }
        try (Pings again = new Pings(host, Inet.AF_INET)) {
            again.process().bind(again.fd, SockaddrIn.parse("0.0.0.0:77"));
        }
    }

    @Test
    void sendsNothingAfterShutdown(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            Process p = pings.process();
            fails(Errno.ENOTCONN, () -> p.shutdown(pings.fd, Sock.SHUT_WR));
            pings.connect(HERE);
            p.shutdown(pings.fd, Sock.SHUT_WR);
            fails(Errno.EPIPE, () -> pings.send(HERE, 1, 8));
        }
    }

    @Test
    void takesWholeRequestsOnly(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            Process p = pings.process();
            byte[] request = pings.request(1, 0);
            fails(Errno.EINVAL, () -> p.send(pings.fd, request, 0, 7, 0));
            fails(Errno.EDESTADDRREQ, () -> p.send(pings.fd, request, 0, 8, 0));
            fails(Errno.EINVAL, () -> p.sendto(pings.fd, request, 0, 7, 0, HERE));
            request[0] = 0;
            fails(Errno.EINVAL, () -> p.sendto(pings.fd, request, 0, 8, 0, HERE));
            fails(Errno.EMSGSIZE, () -> pings.send(HERE, 1, 65_535 - 27));
            host.links().mtu("lo", 1500);
            p.setsockopt(pings.fd, Inet.IP_MTU_DISCOVER, 2); // never cut
            fails(Errno.EMSGSIZE, () -> pings.send(HERE, 1, 1500));
            assertEquals(0, host.counters().get("Icmp.OutMsgs"));
            fails(Errno.ENETUNREACH, () -> pings.send(SockaddrIn.parse("192.0.2.1:0"), 1, 0));
        }
    }

    @Test
    void hearsNothingOfErrorsThatMayPass(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=link:x"},
                            address = "eth0=10.0.0.1/24",
                            route = "0.0.0.0/0 10.0.0.2 eth0")
                    Host a,
            @HostSpec(
                            name = "r",
                            device = "eth0=link:x",
                            address = "10.0.0.2/24",
                            sysctl = "net.ipv4.ip_forward=1")
                    Host router)
            throws Exception {
        try (Pings pings = new Pings(a, Inet.AF_INET)) {
            pings.connect(SockaddrIn.parse("192.0.2.1:0"));
            assertEquals("10.0.0.1", name(pings.process().getsockname(pings.fd)));
            pings.send(SockaddrIn.parse("192.0.2.1:0"), 1, 8);
            fails(Errno.EAGAIN, pings::receive); // a net that is unreachable may come back
            assertEquals(1, router.counters().get("Ip.InNoRoutes"));
            assertEquals(1, a.counters().get("Icmp.InErrs"));
            pings.connect(Sockaddr.UNSPEC);
            assertEquals("0.0.0.0", name(pings.process().getsockname(pings.fd)));
            fails(Errno.ENOTCONN, () -> pings.process().getpeername(pings.fd));
        }
    }

    @Test
    void hearsOfLastingErrorsWhereItIsConnected(
            @HostSpec(name = "a", device = "eth0=queue:", address = "10.0.0.1/24") Host a)
            throws Exception {
        SockaddrIn to = SockaddrIn.parse("10.0.0.2:0");
        try (Pings connected = new Pings(a, Inet.AF_INET);
                Pings loose = new Pings(a, Inet.AF_INET)) {
            connected.connect(to);
            connected.send(to, 1, 8);
            loose.send(to, 1, 8);
            ScriptedPeer peer = ScriptedPeer.of(a, "eth0");
            for (int i = 0; i < 2; i++) {
                byte[] sent = peer.expect(Duration.ofSeconds(1)).bytes();
                byte[] prohibited = Packets.icmp(3, 13, 0, sent);
                peer.inject(0x0800, Packets.ipv4("10.0.0.2", "10.0.0.1", 1, 64, prohibited));
            }
            fails(Errno.EHOSTUNREACH, connected::receive);
            fails(Errno.EAGAIN, loose::receive);
        }
    }

    @Test
    void theUnspecifiedAddressMeansThisHost(
            @HostSpec(name = "a", device = "lo=loopback:") Host host) throws Exception {
        try (Pings four = new Pings(host, Inet.AF_INET);
                Pings six = new Pings(host, Inet.AF_INET6)) {
            four.send(Inet.inaddrAny(0), 1, 8);
            four.receive();
            assertEquals("127.0.0.1", name(four.from()));
            six.connect(Inet.in6addrAny(0));
            assertEquals("[::1]", name(six.process().getpeername(six.fd)));
            six.send(Inet.in6addrAny(0), 1, 8);
            six.receive();
            assertEquals("[::1]", name(six.from()));
        }
    }

    private static String name(Sockaddr address) {
        String text = address.toString();
        return text.substring(0, text.lastIndexOf(':'));
    }

    @Test
    void hasTheOptionsOfItsFamily(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        try (Pings v4 = new Pings(host, Inet.AF_INET);
                Pings v6 = new Pings(host, Inet.AF_INET6)) {
            keeps(v4, Inet.IP_TTL, 64, 9);
            keeps(v4, Inet.IP_TOS, 0, 0x10);
            keeps(v6, Inet.IPV6_UNICAST_HOPS, 64, 9);
            keeps(v6, Inet.IPV6_TCLASS, 0, 0x10);
            keeps(v6, Inet.IPV6_V6ONLY, false, true);
            Process p = v4.process();
            fails(Errno.ENOPROTOOPT, () -> p.getsockopt(v4.fd, Inet.IPV6_TCLASS));
            fails(Errno.ENOPROTOOPT, () -> p.setsockopt(v4.fd, Inet.IPV6_V6ONLY, true));
            fails(Errno.EINVAL, () -> p.setsockopt(v4.fd, Inet.IP_TTL, 0));
            fails(Errno.EINVAL, () -> p.setsockopt(v4.fd, Inet.IP_TTL, 256));
            p.setsockopt(v4.fd, Inet.IP_TTL, -1);
            assertEquals(64, p.getsockopt(v4.fd, Inet.IP_TTL));
            v6.send(SockaddrIn6.parse("[::1]:0"), 1, 0);
            fails(Errno.EINVAL, () -> v6.process().setsockopt(v6.fd, Inet.IPV6_V6ONLY, false));
        }
    }

    private static <T> void keeps(Pings pings, SocketOption<T> option, T initial, T set)
            throws ErrnoException {
        assertEquals(initial, pings.process().getsockopt(pings.fd, option));
        pings.process().setsockopt(pings.fd, option, set);
        assertEquals(set, pings.process().getsockopt(pings.fd, option));
    }

    @Test
    void loopbackAddressesComeWithTheInterface(
            @HostSpec(name = "a", device = "lo=loopback:") Host host) throws Exception {
        assertEquals(
                List.of("127.0.0.1/8", "::1/128"),
                host.addresses().rows().stream()
                        .map(row -> host.format(row.address()) + "/" + row.prefixLength())
                        .toList());
        host.links().up("lo", false);
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            fails(Errno.ENETUNREACH, () -> pings.send(HERE, 1, 0));
            host.links().up("lo", true);
            pings.send(HERE, 1, 0);
            assertEquals(8, pings.receive().length);
        }
        assertEquals(2, host.addresses().rows().size());
        assertNull(
                host.plugins().all().stream()
                        .filter(p -> p.fault() != null)
                        .findAny()
                        .orElse(null));
    }
}
