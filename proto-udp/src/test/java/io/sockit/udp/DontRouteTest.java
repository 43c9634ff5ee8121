package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// `SO_DONTROUTE` and `MSG_DONTROUTE`: no gateways. Linux does the same for IPv4 and passes over
/// both for IPv6.
@SockitNetwork
class DontRouteTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:"},
                            address = {"eth0=10.0.0.1/24", "eth0=2001:db8::1/64"},
                            route = {
                                "0.0.0.0/0 10.0.0.254 eth0",
                                "172.16.0.0/12 eth0",
                                "172.16.5.0/24 10.0.0.254 eth0",
                                "::/0 2001:db8::fe eth0"
                            })
                    Host host) {
        udp = Udp.of(host);
        peer = ScriptedPeer.of(host, "eth0");
    }

    private int socket(String to) throws ErrnoException {
        return to.startsWith("[") ? udp.inet6() : udp.inet();
    }

    private void send(int fd, String to, int flags) throws ErrnoException {
        udp.process.sendto(fd, new byte[] {'x'}, 0, 1, flags, Udp.address(to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.9:9",
                "172.16.0.9:9",
                "172.16.5.9:9", // by the shorter prefix, which is on the link
                "[2001:db8::9]:9",
                "[::ffff:10.0.0.9]:9"
            })
    void reachesTheLink(String near) throws ErrnoException {
        int fd = socket(near);
        send(fd, near, Msg.MSG_DONTROUTE);
        peer.expect(SOON);
        udp.process.setsockopt(fd, SocketOptions.SO_DONTROUTE, true);
        send(fd, near, 0);
        peer.expect(SOON);
        udp.connect(fd, near);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9", "[::1]:9", "10.0.0.1:9"})
    void reachesTheHostItself(String here) throws ErrnoException {
        int fd = socket(here);
        int receiver = udp.bound(here);
        send(fd, here, Msg.MSG_DONTROUTE);
        assertEquals("x", udp.receive(receiver));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8:9", "[2001:db9::1]:9", "[::ffff:8.8.8.8]:9"})
    void doesNotReachFurther(String far) throws ErrnoException {
        int fd = socket(far);
        send(fd, far, 0);
        peer.expect(SOON);
        assertErrno(Errno.ENETUNREACH, () -> send(fd, far, Msg.MSG_DONTROUTE));
        send(fd, far, 0);
        peer.expect(SOON);
        udp.process.setsockopt(fd, SocketOptions.SO_DONTROUTE, true);
        assertErrno(Errno.ENETUNREACH, () -> send(fd, far, 0));
        assertErrno(Errno.ENETUNREACH, () -> udp.connect(fd, far));
        udp.process.setsockopt(fd, SocketOptions.SO_DONTROUTE, false);
        send(fd, far, 0);
        peer.expect(SOON);
    }

    @Test
    void holdsForASocketThatIsConnectedAlready() throws ErrnoException {
        int fd = udp.connected("8.8.8.8:9");
        udp.send(fd, "x");
        peer.expect(SOON);
        assertErrno(
                Errno.ENETUNREACH,
                () -> udp.process.send(fd, new byte[1], 0, 1, Msg.MSG_DONTROUTE));
        udp.process.setsockopt(fd, SocketOptions.SO_DONTROUTE, true);
        assertErrno(Errno.ENETUNREACH, () -> udp.send(fd, "x"));
    }
}
