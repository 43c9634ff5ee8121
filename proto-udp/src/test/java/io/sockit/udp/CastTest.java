package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
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
                            device = "eth0=queue:?mtu=1500",
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
    void broadcastingEndsWithTheOption() throws ErrnoException {
        int fd = udp.inet();
        udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
        udp.send(fd, "x", "10.0.0.255:5000");
        udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, false);
        assertErrno(Errno.EACCES, () -> udp.send(fd, "x", "10.0.0.255:5000"));
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

    /// As a Linux 6.18 does, which loops broadcasts back, and groups with IP_MULTICAST_LOOP.
    @Nested
    class ByTheHostItself {
        private static final String FROM = "10.0.0.1:6000";

        private int sender() throws ErrnoException {
            int fd = udp.inet();
            udp.process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "eth0");
            udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
            udp.bind(fd, FROM);
            return fd;
        }

        @ParameterizedTest
        @ValueSource(strings = {"10.0.0.255", "255.255.255.255", "224.0.0.1"})
        void isHeardByEverySocketThatMatches(String group) throws ErrnoException {
            int first = sharing("0.0.0.0:5000");
            int second = sharing("[::]:5000");
            int third = sharing(group + ":5000");
            int own = sharing("10.0.0.1:5000");
            int other = sharing("0.0.0.0:5001");
            udp.send(sender(), "x", group + ":5000");
            assertEquals(FROM, udp.sender(first));
            assertEquals("[::ffff:10.0.0.1]:6000", udp.sender(second));
            assertEquals(FROM, udp.sender(third));
            assertEquals(Udp.NOTHING, udp.receive(first));
            assertEquals(Udp.NOTHING, udp.receive(own));
            assertEquals(Udp.NOTHING, udp.receive(other));
            assertEquals(1, peer.drain().size());
            assertEquals(1, host.counters().get("Ip.InReceives"));
            assertEquals(1, host.counters().get("Ip.InDelivers"));
        }

        @Test
        void comesByTheInterfaceThatItWentOutBy() throws ErrnoException {
            int fd = sharing("0.0.0.0:5000");
            udp.process.setsockopt(fd, Inet.IP_PKTINFO, true);
            udp.send(sender(), "x", "10.0.0.255:5000");
            Message message = Message.of(ByteBuffer.allocate(10));
            message.control().room(1);
            assertEquals(1, udp.process.recvmsg(fd, message, Msg.MSG_DONTWAIT));
            assertEquals(
                    "1 10.0.0.1 (10.0.0.255)",
                    String.valueOf(message.control().get(InetControl.IP_PKTINFO)));
        }

        @Test
        void isHeardByItsSender() throws ErrnoException {
            int fd = sharing("0.0.0.0:5000");
            udp.process.setsockopt(fd, SocketOptions.SO_BROADCAST, true);
            udp.send(fd, "x", "10.0.0.255:5000");
            assertEquals("x", udp.receive(fd));
        }

        @Test
        void isHeardInOnePieceWhereTheLinkNeedsMany() throws ErrnoException {
            int fd = sharing("0.0.0.0:5000");
            String text = "x".repeat(3000);
            udp.send(sender(), text, "10.0.0.255:5000");
            assertEquals(text, udp.receive(fd));
            assertEquals(3, peer.drain().size());
        }

        @Test
        void isNobodysErrorWhereNobodyHears() throws ErrnoException {
            int fd = sender();
            udp.connect(fd, "10.0.0.255:5000");
            udp.send(fd, "x");
            udp.send(fd, "x");
            assertEquals(2, host.counters().get("Udp.NoPorts"));
            assertEquals(0, host.counters().get("Icmp.OutErrs"));
        }

        @Test
        void groupsThatTheHostIsNotInAreNotHeard() throws ErrnoException {
            int fd = sharing("0.0.0.0:5000");
            udp.send(sender(), "x", "224.0.0.9:5000");
            assertEquals(Udp.NOTHING, udp.receive(fd));
            assertEquals(1, peer.drain().size());
        }

        @Test
        void withoutAHopItStaysOnTheHost() throws ErrnoException {
            int fd = sharing("[::]:5000");
            int four = sender();
            udp.process.setsockopt(four, Inet.IP_MULTICAST_TTL, 0);
            udp.send(four, "x", "224.0.0.1:5000");
            assertEquals("x", udp.receive(fd));
            int six = udp.inet6();
            udp.process.setsockopt(six, Inet.IPV6_MULTICAST_HOPS, 0);
            udp.send(six, "y", "[ff02::1%1]:5000");
            assertEquals("y", udp.receive(fd));
            udp.process.setsockopt(six, Inet.IPV6_MULTICAST_HOPS, 1);
            udp.send(six, "z", "[ff01::1%1]:5000"); // RFC 4291 §2.7.1: interface-local
            assertEquals("z", udp.receive(fd));
            assertEquals(0, peer.drain().size());
            udp.send(six, "z", "[ff02::1%1]:5000");
            assertEquals("z", udp.receive(fd));
            assertEquals(1, peer.drain().size());
        }
    }
}
