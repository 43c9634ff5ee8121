package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

@SockitNetwork
class OptionTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int IPPROTO_UDP = 17;

    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = "eth0=queue:",
                            address = {"10.0.0.1/24", "2001:db8::1/64"})
                    Host host) {
        udp = Udp.of(host);
        peer = ScriptedPeer.of(host, "eth0");
    }

    @Test
    void socketIsOfUdpWhetherItIsAskedForOrNot() throws ErrnoException {
        int asked = udp.process.socket(Inet.AF_INET6, Sock.SOCK_DGRAM, IPPROTO_UDP);
        for (int fd : new int[] {asked, udp.inet()}) {
            assertEquals(IPPROTO_UDP, udp.process.getsockopt(fd, SocketOptions.SO_PROTOCOL));
        }
        assertErrno(
                Errno.ESOCKTNOSUPPORT, () -> udp.process.socket(Inet.AF_INET, Sock.SOCK_STREAM, 0));
    }

    @Test
    void timeToLiveAndTypeOfServiceAreSent() throws ErrnoException {
        int fd = udp.connected("10.0.0.9:5000");
        udp.process.setsockopt(fd, Inet.IP_TTL, 7);
        udp.process.setsockopt(fd, Inet.IP_TOS, 0x10);
        udp.send(fd, "x");
        Frame frame = peer.expect(SOON);
        assertEquals(0x10, frame.u8(1));
        assertEquals(7, frame.u8(8));
    }

    @Test
    void typesOfServiceAreOctets() throws ErrnoException {
        int fd = udp.inet();
        udp.process.setsockopt(fd, Inet.IP_TOS, 255);
        for (int bad : new int[] {-1, 256}) {
            assertErrno(Errno.EINVAL, () -> udp.process.setsockopt(fd, Inet.IP_TOS, bad));
        }
        assertEquals(255, udp.process.getsockopt(fd, Inet.IP_TOS));
    }

    @Test
    void hopLimitAndTrafficClassAreSent() throws ErrnoException {
        int fd = udp.connected("[2001:db8::9]:5000");
        udp.process.setsockopt(fd, Inet.IPV6_UNICAST_HOPS, 7);
        udp.process.setsockopt(fd, Inet.IPV6_TCLASS, 0x20);
        udp.send(fd, "x");
        Frame frame = peer.expect(SOON);
        assertEquals(0x62, frame.u8(0));
        assertEquals(7, frame.u8(7));
    }

    @Test
    void optionsOfLaterAreRefused() throws ErrnoException {
        int fd = udp.inet();
        int[][] later = {{0, 9}, {0, 35}, {41, 20}, {41, 50}, {17, 1}, {17, 103}, {17, 104}};
        for (int[] option : later) {
            SocketOption<Integer> unknown =
                    new SocketOption<>(option[0], option[1], "LATER", Integer.class);
            assertErrno(Errno.ENOPROTOOPT, () -> udp.process.setsockopt(fd, unknown, 1));
            assertErrno(Errno.ENOPROTOOPT, () -> udp.process.getsockopt(fd, unknown));
        }
        assertErrno(Errno.ENOPROTOOPT, () -> udp.process.setsockopt(fd, Inet.IPV6_V6ONLY, true));
    }

    @Test
    void nobodyListensAndNobodyAccepts() throws ErrnoException {
        int fd = udp.bound("10.0.0.1:5000");
        assertErrno(Errno.EOPNOTSUPP, () -> udp.process.listen(fd, 1));
        assertErrno(Errno.EOPNOTSUPP, () -> udp.process.accept(fd, 0));
    }
}
