package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.inet.Inet;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/// Datagrams larger than the links between two hosts.
@SockitNetwork
class LargeDatagramTest {
    private final byte[] buffer = new byte[65_535];

    private static byte[] data(int length, int seed) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 31 + (i >> 8) + seed);
        }
        return data;
    }

    /// The length of the next datagram, which must be whole.
    private int receive(Udp udp, int fd) throws ErrnoException {
        int n = udp.process.recv(fd, buffer, 0, buffer.length, Msg.MSG_DONTWAIT);
        if (n > 0) {
            byte[] received = Arrays.copyOf(buffer, n);
            assertArrayEquals(data(n, received[0]), received);
        }
        return n;
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2:5000, 65507", "[2001:db8::2]:5000, 65527"})
    void crossALinkWholeOrNotAtAll(
            String to,
            int largest,
            @HostSpec(
                            name = "a",
                            device = "eth0=link:wan?loss=1%&seed=5",
                            address = {"10.0.0.1/24", "2001:db8::1/64"})
                    Host a,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:wan?seed=5",
                            address = {"10.0.0.2/24", "2001:db8::2/64"})
                    Host b)
            throws Exception {
        Udp sender = Udp.of(a);
        Udp receiver = Udp.of(b);
        int fd = sender.connected(to);
        int there = receiver.bound(to);
        int arrived = 0;
        for (int i = 0; i < 200; i++) {
            int length = i % 2 == 0 ? largest : 1500 + i;
            sender.process.send(fd, data(length, i), 0, length, 0);
            int n = receive(receiver, there);
            assertTrue(n == Process.WOULD_BLOCK || n == length);
            arrived += n == length ? 1 : 0;
        }
        String ip = to.startsWith("[") ? "Ip6." : "Ip.";
        assertEquals(arrived, b.counters().get(ip + "ReasmOKs"));
        assertEquals(200, a.counters().get(ip + "FragOKs"));
        assertTrue(arrived > 100 && arrived < 190, "arrived: " + arrived);
    }

    @Test
    void learnTheirPathFromARouter(
            @HostSpec(
                            name = "a",
                            device = "eth0=link:near",
                            address = "10.0.0.1/24",
                            route = "0.0.0.0/0 10.0.0.254 eth0")
                    Host a,
            @HostSpec(
                            name = "r",
                            device = {"eth0=link:near", "eth1=link:far?mtu=1000"},
                            address = {"eth0=10.0.0.254/24", "eth1=10.9.0.254/24"},
                            sysctl = "net.ipv4.ip_forward=1")
                    Host r,
            @HostSpec(
                            name = "b",
                            device = "eth0=link:far?mtu=1000",
                            address = "10.9.0.2/24",
                            route = "0.0.0.0/0 10.9.0.254 eth0")
                    Host b)
            throws Exception {
        Udp sender = Udp.of(a);
        Udp receiver = Udp.of(b);
        int fd = sender.connected("10.9.0.2:5000");
        int there = receiver.bound("10.9.0.2:5000");
        assertEquals(1500, sender.process.getsockopt(fd, Inet.IP_MTU));
        sender.process.send(fd, data(1400, 0), 0, 1400, 0); // with DF: lost
        assertEquals(1, r.counters().get("Ip.FragFails"));
        assertErrno(Errno.EMSGSIZE, () -> sender.process.send(fd, data(1400, 1), 0, 1400, 0));
        assertEquals(1000, sender.process.getsockopt(fd, Inet.IP_MTU));
        sender.process.send(fd, data(1400, 2), 0, 1400, 0);
        assertEquals(1400, receive(receiver, there));
        assertEquals(0, r.counters().get("Ip.FragOKs"));

        int dont = sender.inet();
        sender.process.setsockopt(dont, Inet.IP_MTU_DISCOVER, 0);
        sender.process.sendto(dont, data(9000, 3), 0, 9000, 0, Udp.address("10.9.0.2:5000"));
        assertEquals(9000, receive(receiver, there));
    }

    @Test
    void passANarrowerLinkOfIpv6OnceItIsKnown(
            @HostSpec(
                            name = "a",
                            device = "eth0=link:x",
                            address = "fd00::1/64",
                            route = "fd01::/64 fd00::9 eth0")
                    Host a,
            @HostSpec(
                            name = "r",
                            device = {"eth0=link:x", "eth1=link:y?mtu=1280"},
                            address = {"eth0=fd00::9/64", "eth1=fd01::9/64"},
                            sysctl = "net.ipv6.conf.all.forwarding=1")
                    Host router,
            @HostSpec(name = "b", device = "eth0=link:y", address = "fd01::2/64") Host b)
            throws ErrnoException {
        Udp from = Udp.of(a);
        int sender = from.inet6();
        Udp to = Udp.of(b);
        int receiver = to.bound("[::]:5000");
        for (int expected : new int[] {Process.WOULD_BLOCK, 3000}) {
            from.process.sendto(sender, data(3000, 1), 0, 3000, 0, Udp.address("[fd01::2]:5000"));
            assertEquals(expected, receive(to, receiver));
        }
        assertEquals(2, router.counters().get("Ip6.InTooBigErrors"));
        assertEquals(1, a.counters().get("Icmp6.InErrs")); // the other is about a later part
    }
}
