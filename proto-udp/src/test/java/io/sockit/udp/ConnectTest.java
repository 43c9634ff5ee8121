package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The answers are those of Linux, which was asked.
@SockitNetwork
class ConnectTest {
    private Host host;
    private Udp udp;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:"},
                            address = {"eth0=10.0.0.1/24", "eth0=fe80::1/64"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
    }

    private String state(int index) {
        return host.sockets().rows().get(index).state();
    }

    @Nested
    class Association {
        @Test
        void fixesTheLocalAddress() throws ErrnoException {
            int fd = udp.connected("10.0.0.9:5000");
            assertEquals("10.0.0.1:" + udp.port(fd), udp.name(fd));
            assertEquals("10.0.0.9:5000", udp.peer(fd));
        }

        @Test
        void withTheWildcardMeansThisHost() throws ErrnoException {
            assertEquals("127.0.0.1:5000", udp.peer(udp.connected("0.0.0.0:5000")));
            assertEquals("[::1]:5000", udp.peer(udp.connected("[::]:5000")));
        }

        @Test
        void withTheWildcardOfIpv4MeansTheAddressThatWasBound() throws ErrnoException {
            int receiver = udp.bound("10.0.0.1:5000");
            int fd = udp.bound("10.0.0.1:6000");
            udp.send(fd, "x", "0.0.0.0:5000");
            assertEquals("10.0.0.1:6000", udp.sender(receiver));
            udp.connect(fd, "0.0.0.0:5000");
            assertEquals("10.0.0.1:5000", udp.peer(fd));
            int mapped = udp.bound("[::ffff:10.0.0.1]:6001");
            udp.connect(mapped, "[::]:5000");
            assertEquals("[::ffff:127.0.0.1]:5000", udp.peer(mapped)); // as Linux
            udp.connect(mapped, "[::ffff:0.0.0.0]:5000");
            assertEquals("[::ffff:10.0.0.1]:5000", udp.peer(mapped));
        }

        @Test
        void withPortZeroHasNoNameAndNobodyHears() throws ErrnoException {
            int fd = udp.connected("127.0.0.1:0");
            assertErrno(Errno.ENOTCONN, () -> udp.peer(fd));
            assertErrno(Errno.EINVAL, () -> udp.send(fd, "x", "127.0.0.1:0"));
            udp.send(fd, "x");
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
        }

        @Test
        void choosesItsAddressAnewForAnotherPeer() throws ErrnoException {
            int fd = udp.connected("127.0.0.1:5000");
            udp.connect(fd, "10.0.0.9:5000");
            assertEquals("10.0.0.1:" + udp.port(fd), udp.name(fd));
        }

        @Test
        void thatFailsLeavesTheOldOne() throws ErrnoException {
            int peer = udp.bound("127.0.0.1:5000");
            int fd = udp.connected("127.0.0.1:5000");
            assertErrno(Errno.ENETUNREACH, () -> udp.connect(fd, "192.0.2.1:5000"));
            assertEquals("127.0.0.1:5000", udp.peer(fd));
            udp.send(fd, "x");
            assertEquals(udp.name(fd), udp.sender(peer));
        }

        @Test
        void doesNotHinderSendingElsewhere() throws ErrnoException {
            int other = udp.bound("127.0.0.1:5001");
            int fd = udp.connected("127.0.0.1:5000");
            udp.send(fd, "x", "127.0.0.1:5001");
            assertEquals("x", udp.receive(other));
            assertEquals("127.0.0.1:5000", udp.peer(fd));
        }

        @Test
        void isSeenInTheTableOfSockets() throws ErrnoException {
            int fd = udp.inet();
            assertEquals("UNCONN", state(0));
            udp.connect(fd, "127.0.0.1:5000");
            assertEquals("ESTAB", state(0));
        }
    }

    @Nested
    class Disconnect {
        @Test
        void givesBackWhatWasChosenImplicitly() throws ErrnoException {
            int fd = udp.connected("127.0.0.1:5000");
            int port = udp.port(fd);
            udp.disconnect(fd);
            assertEquals("0.0.0.0:0", udp.name(fd));
            udp.bound("127.0.0.1:" + port);
        }

        @Test
        void keepsTheAddressThatWasBound() throws ErrnoException {
            int fd = udp.bound("127.0.0.1:0");
            udp.connect(fd, "127.0.0.1:5000");
            udp.disconnect(fd);
            assertEquals("127.0.0.1:0", udp.name(fd));
        }

        @Test
        void keepsThePortThatWasBound() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5555");
            udp.connect(fd, "127.0.0.1:5000");
            assertEquals("127.0.0.1:5555", udp.name(fd));
            udp.disconnect(fd);
            assertEquals("0.0.0.0:5555", udp.name(fd));
            udp.send(udp.inet(), "x", "10.0.0.1:5555");
            assertEquals("x", udp.receive(fd));
        }

        @Test
        void ofAMappedPeerGivesTheWildcardBack() throws ErrnoException {
            int fd = udp.connected("[::ffff:127.0.0.1]:5000");
            udp.disconnect(fd);
            assertEquals("[::]:0", udp.name(fd));
            udp.send(fd, "x", "[::1]:5000");
            assertEquals(1, host.counters().get("Udp.OutDatagrams"));
        }
    }

    @Nested
    class LinkLocal {
        @Test
        void peerNeedsAScope() throws ErrnoException {
            assertErrno(Errno.EINVAL, () -> udp.connected("[fe80::9]:5000"));
            assertErrno(Errno.EINVAL, () -> udp.connected("[ff02::1]:5000"));
            int bound = udp.bound("[fe80::1%2]:5000");
            udp.connect(bound, "[ff02::1]:5000");
            int fd = udp.connected("[fe80::9%2]:5000");
            assertEquals("[fe80::1%2]:" + udp.port(fd), udp.name(fd));
            assertEquals("[fe80::9%2]:5000", udp.peer(fd));
        }

        @Test
        void scopeMayComeFromTheBoundDevice() throws ErrnoException {
            int fd = udp.inet6();
            udp.process.setsockopt(fd, SocketOptions.SO_BINDTODEVICE, "eth0");
            udp.bind(fd, "[fe80::1]:5000");
            assertEquals("[fe80::1%2]:5000", udp.name(fd));
            udp.connect(fd, "[fe80::9]:5001");
            assertEquals("[fe80::9%2]:5001", udp.peer(fd));
            assertErrno(Errno.EINVAL, () -> udp.connect(fd, "[fe80::9%1]:5001"));
        }

        @Test
        void hostReachesItself() throws ErrnoException {
            int receiver = udp.bound("[fe80::1%2]:5000");
            int fd = udp.connected("[fe80::1%2]:5000");
            udp.send(fd, "x");
            assertEquals("x", udp.receive(receiver));
            udp.send(receiver, "y", "[fe80::1%2]:" + udp.port(fd));
            assertEquals("y", udp.receive(fd));
        }
    }

    @Nested
    class WithoutPeer {
        @Test
        void sendNeedsADestination() throws ErrnoException {
            int fd = udp.inet();
            assertErrno(Errno.EDESTADDRREQ, () -> udp.send(fd, "x"));
        }

        @Test
        void whatFailsHasBoundAllTheSame() throws ErrnoException {
            int sending = udp.inet();
            assertErrno(Errno.EDESTADDRREQ, () -> udp.send(sending, "x"));
            assertErrno(Errno.EINVAL, () -> udp.bind(sending, "127.0.0.1:5000"));
            int connecting = udp.inet();
            assertErrno(Errno.ENETUNREACH, () -> udp.connect(connecting, "192.0.2.1:5000"));
            assertErrno(Errno.EINVAL, () -> udp.bind(connecting, "127.0.0.1:5000"));
        }

        @Test
        void shutdownIsRefused() throws ErrnoException {
            int fd = udp.inet();
            assertErrno(Errno.ENOTCONN, () -> udp.process.shutdown(fd, Sock.SHUT_RDWR));
        }
    }

    @Test
    void shutdownEndsSendingOfAConnectedSocket() throws ErrnoException {
        int fd = udp.connected("127.0.0.1:5000");
        udp.process.shutdown(fd, Sock.SHUT_WR);
        assertErrno(Errno.EPIPE, () -> udp.send(fd, "x"));
    }

    @Test
    void mostSpecificSocketGetsTheDatagram() throws ErrnoException {
        int client = udp.bound("127.0.0.1:6000");
        int[] fds = new int[3];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = udp.inet();
            udp.process.setsockopt(fds[i], SocketOptions.SO_REUSEADDR, true);
        }
        udp.bind(fds[0], "127.0.0.1:5000");
        udp.connect(fds[0], "127.0.0.1:6000");
        udp.bind(fds[1], "127.0.0.1:5000");
        udp.bind(fds[2], "0.0.0.0:5000");
        for (int fd : fds) {
            udp.send(client, "x", "127.0.0.1:5000");
            assertEquals("x", udp.receive(fd));
            udp.process.close(fd);
        }
    }
}
