package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RFC 6056: ports that nobody named are drawn at random.
@SockitNetwork
class EphemeralPortTest {
    private static final String RANGE = "net.ipv4.ip_local_port_range";
    private static final String PEER = "127.0.0.1:7";

    private static int implicit(Udp udp) throws ErrnoException {
        int fd = udp.inet();
        udp.send(fd, "x", PEER);
        return udp.port(fd);
    }

    @Test
    void liesInTheRangeOfTheHost(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws ErrnoException {
        Udp udp = Udp.of(host);
        for (int i = 0; i < 200; i++) {
            int port = i % 2 == 0 ? implicit(udp) : udp.port(udp.bound("127.0.0.1:0"));
            assertTrue(port >= 32_768 && port <= 60_999, "port: " + port);
        }
    }

    @Test
    void isDrawnAnewEachTime(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws ErrnoException {
        Udp udp = Udp.of(host);
        Set<Integer> ports = new HashSet<>();
        Set<Integer> steps = new HashSet<>();
        int last = 0;
        for (int i = 0; i < 100; i++) {
            int port = implicit(udp);
            assertTrue(ports.add(port), "given twice: " + port);
            steps.add(port - last);
            last = port;
        }
        assertTrue(steps.size() > 90, "steps: " + steps);
    }

    @Test
    void takesWhatIsLeftAndThenNothing(
            @HostSpec(name = "a", device = "lo=loopback:", sysctl = RANGE + "=40000 40009")
                    Host host)
            throws ErrnoException {
        Udp udp = Udp.of(host);
        udp.bound("0.0.0.0:40004");
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 9; i++) {
            ports.add(implicit(udp));
        }
        assertEquals(9, ports.size());
        assertTrue(
                ports.stream().allMatch(port -> port >= 40_000 && port < 40_010 && port != 40_004));
        assertErrno(Errno.EAGAIN, () -> implicit(udp));
        assertErrno(Errno.EAGAIN, () -> udp.connected(PEER));
        assertErrno(Errno.EADDRINUSE, () -> udp.bound("127.0.0.1:0"));
        host.sysctls().set(RANGE, "40000 40010");
        assertEquals(40_010, implicit(udp));
    }

    @Test
    void isNotSharedEvenBySocketsThatWould(
            @HostSpec(name = "a", device = "lo=loopback:", sysctl = RANGE + "=40000 40001")
                    Host host)
            throws ErrnoException {
        Udp udp = Udp.of(host);
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            int fd = udp.inet();
            udp.process.setsockopt(fd, SocketOptions.SO_REUSEADDR, true);
            udp.process.setsockopt(fd, SocketOptions.SO_REUSEPORT, true);
            udp.bind(fd, "127.0.0.1:0");
            ports.add(udp.port(fd));
        }
        assertEquals(Set.of(40_000, 40_001), ports);
    }

    @Test
    void isFreeAgainAfterClose(
            @HostSpec(name = "a", device = "lo=loopback:", sysctl = RANGE + "=40000 40000")
                    Host host)
            throws ErrnoException {
        Udp udp = Udp.of(host);
        for (int i = 0; i < 3; i++) {
            int fd = udp.bound("127.0.0.1:0");
            assertEquals(40_000, udp.port(fd));
            udp.process.close(fd);
        }
    }

    @Test
    void isKeyedByTheNetworksSeed() throws ErrnoException {
        assertEquals(draws(7, "a"), draws(7, "a"));
        assertNotEquals(draws(7, "a"), draws(8, "a"));
        assertNotEquals(draws(7, "a"), draws(7, "b"));
    }

    private static List<Integer> draws(long seed, String name) throws ErrnoException {
        List<Integer> ports = new ArrayList<>();
        try (Network net = Network.create(seed);
                Host host = net.host(name).device("lo", "loopback:").start()) {
            Udp udp = Udp.of(host);
            for (int i = 0; i < 8; i++) {
                ports.add(implicit(udp));
            }
        }
        return ports;
    }
}
