package io.sockit.inet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sockaddr;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;

@SockitNetwork
class EchoTest {
    private static void echoes(Host host, AddressFamily family, Sockaddr to, int payload)
            throws Exception {
        try (Pings pings = new Pings(host, family)) {
            pings.send(to, 7, payload);
            byte[] expected = pings.request(7, payload);
            byte[] reply = pings.receive();
            int identifier = Icmp.identifier(reply, 0);
            boolean v4 = family.equals(Inet.AF_INET);
            assertEquals(v4 ? Icmp.ECHO_REPLY : Icmp.ECHO_REPLY_V6, Icmp.type(reply, 0));
            assertEquals(expected.length, reply.length);
            Icmp.type(expected, 0, Icmp.type(reply, 0));
            Icmp.identifier(expected, 0, identifier);
            Icmp.checksum(expected, 0, Icmp.checksum(reply, 0));
            assertArrayEquals(expected, reply);
            assertEquals(to.toString(), pings.from().toString());
        }
    }

    @Test
    void comesBackOverTheLoopback(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws Exception {
        echoes(host, Inet.AF_INET, SockaddrIn.parse("127.0.0.1:0"), 56);
        echoes(host, Inet.AF_INET, SockaddrIn.parse("127.1.2.3:0"), 0);
        echoes(host, Inet.AF_INET6, SockaddrIn6.parse("[::1]:0"), 56);
        echoes(host, Inet.AF_INET, SockaddrIn.parse("127.0.0.1:0"), 65_535 - 20 - 8);
        assertEquals(
                4L, host.counters().get("Icmp.InEchos") + host.counters().get("Icmp6.InEchos"));
    }

    @Test
    void comesBackAcrossAWire(
            @HostSpec(
                            name = "a",
                            device = "eth0=link:wan?delay=20ms",
                            address = {"10.0.0.1/24", "2001:db8::1/64"})
                    Host a,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:wan?delay=20ms",
                            address = {"10.0.0.2/24", "2001:db8::2/64"})
                    Host b)
            throws Exception {
        echoes(a, Inet.AF_INET, SockaddrIn.parse("10.0.0.2:0"), 1400);
        echoes(b, Inet.AF_INET6, SockaddrIn6.parse("[2001:db8::1]:0"), 1400);
        assertEquals(1, b.counters().get("Icmp.InEchos"));
        assertEquals(1, a.counters().get("Icmp6.InEchos"));
    }

    @Test
    void comesBackThroughALinkThatIsTooNarrowForTheReply(
            @HostSpec(
                            name = "a",
                            device = "eth0=link:x",
                            address = {"10.0.0.1/24", "fd00::1/64"},
                            route = {"10.1.0.0/24 10.0.0.9 eth0", "fd01::/64 fd00::9 eth0"})
                    Host a,
            @HostSpec(
                            name = "r",
                            device = {"eth0=link:x?mtu=1280", "eth1=link:y"},
                            address = {
                                "eth0=10.0.0.9/24", "eth0=fd00::9/64",
                                "eth1=10.1.0.9/24", "eth1=fd01::9/64"
                            },
                            sysctl = {"net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"})
                    Host router,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:y",
                            address = {"10.1.0.2/24", "fd01::2/64"},
                            route = {"10.0.0.0/24 10.1.0.9 eth0", "fd00::/64 fd01::9 eth0"})
                    Host b)
            throws Exception {
        echoes(a, Inet.AF_INET, SockaddrIn.parse("10.1.0.2:0"), 1400);
        assertEquals(1, router.counters().get("Ip.FragOKs"));
        SockaddrIn6 six = SockaddrIn6.parse("[fd01::2]:0");
        assertThrows(ErrnoException.class, () -> echoes(a, Inet.AF_INET6, six, 1400));
        assertEquals(1, b.counters().get("Icmp6.InErrs")); // and knows its path from now on
        echoes(a, Inet.AF_INET6, six, 1400);
        assertEquals(1, b.counters().get("Ip6.FragOKs"));
    }
}
