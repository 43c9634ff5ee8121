package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.SocketOptions;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// Broadcasts and multicasts.
@SockitNetwork
class CastTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int TIME_TO_LIVE = 8;
    private static final int HOP_LIMIT = 7;

    private Host host;
    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = "eth0=queue:",
                            address = {"10.0.0.1/24", "2001:db8::1/64", "fe80::1/64"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
        peer = ScriptedPeer.of(started, "eth0");
    }

    private int sharing(String address) throws ErrnoException {
        int fd = Udp.address(address).family().number() == 2 ? udp.inet() : udp.inet6();
        udp.process.setsockopt(fd, SocketOptions.SO_REUSEADDR, true);
        udp.bind(fd, address);
        return fd;
    }

    private void inject(String to) {
        byte[] packet =
                WirePackets.udp(
                        to.startsWith("[") ? "[2001:db8::9]:6000" : "10.0.0.9:6000", to, "x");
        peer.inject(WirePackets.etherType(packet), packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "255.255.255.255", "224.0.0.1"})
    void reachesEverySocketThatMatches(String group) throws ErrnoException {
        int[] all = {
            sharing("0.0.0.0:5000"),
            sharing("0.0.0.0:5000"),
            sharing("[::]:5000"),
            sharing(group + ":5000")
        };
        int elsewhere = sharing("10.0.0.1:5000");
        int other = sharing("0.0.0.0:5001");
        int connected = sharing("0.0.0.0:5000");
        udp.connect(connected, "10.0.0.8:6000");
        inject(group + ":5000");
        for (int fd : all) {
            assertEquals("x", udp.receive(fd));
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }
        assertEquals(Udp.NOTHING, udp.receive(elsewhere));
        assertEquals(Udp.NOTHING, udp.receive(other));
        assertEquals(Udp.NOTHING, udp.receive(connected));
        assertEquals(4, host.counters().get("Udp.InDatagrams"));
    }

    @Test
    void multicastOfIpv6ReachesEverySocketThatMatches() throws ErrnoException {
        int first = sharing("[::]:5000");
        int second = sharing("[ff02::1%1]:5000");
        int four = sharing("0.0.0.0:5000");
        inject("[ff02::1]:5000");
        assertEquals("x", udp.receive(first));
        assertEquals("x", udp.receive(second));
        assertEquals(Udp.NOTHING, udp.receive(four));
    }

    @Test
    void unicastReachesOneSocketAlone() throws ErrnoException {
        int first = sharing("0.0.0.0:5000");
        int second = sharing("0.0.0.0:5000");
        inject("10.0.0.1:5000");
        assertEquals(Udp.NOTHING, udp.receive(first));
        assertEquals("x", udp.receive(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255:5000", "255.255.255.255:5000"})
    void broadcastingNeedsTheOption(String to) throws ErrnoException {
        int fd = udp.inet();
        udp.process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "eth0");
        assertErrno(Errno.EACCES, () -> udp.send(fd, "x", to));
        assertErrno(Errno.EACCES, () -> udp.connect(fd, to));
        peer.expectNothing(SOON);
        udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
        udp.send(fd, "x", to);
        udp.connect(fd, to);
        udp.send(fd, "x");
        assertEquals(2, peer.drain().size());
    }

    @Test
    void groupsAreNotLeftToRouters() throws ErrnoException {
        int fd = udp.inet();
        udp.process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "eth0");
        udp.send(fd, "x", "224.0.0.1:5000");
        Frame frame = peer.expect(SOON);
        assertEquals(1, frame.u8(TIME_TO_LIVE)); // RFC 1112 §6.1
        int fd6 = udp.inet6();
        udp.send(fd6, "x", "[ff02::1%1]:5000");
        assertEquals(1, peer.expect(SOON).u8(HOP_LIMIT)); // RFC 3493 §5.2
    }
}
