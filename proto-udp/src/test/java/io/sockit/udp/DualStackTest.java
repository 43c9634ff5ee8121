package io.sockit.udp;

import static io.sockit.inet.Inet.IPV6_V6ONLY;
import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SockitNetwork
class DualStackTest {
    private Host host;
    private Udp udp;

    @BeforeEach
    void start(@HostSpec(name = "a", device = "lo=loopback:") Host started) {
        host = started;
        udp = Udp.of(started);
    }

    private int v6Only() throws ErrnoException {
        int fd = udp.inet6();
        udp.process.setsockopt(fd, IPV6_V6ONLY, true);
        return fd;
    }

    @Nested
    class SocketOfBoth {
        @Test
        void receivesFromBothAndSeesIpv4Mapped() throws ErrnoException {
            int both = udp.bound("[::]:5000");
            udp.send(udp.bound("127.0.0.1:6000"), "four", "127.0.0.1:5000");
            udp.send(udp.bound("[::1]:6000"), "six", "[::1]:5000");
            assertEquals("[::ffff:127.0.0.1]:6000", udp.sender(both));
            assertEquals("[::1]:6000", udp.sender(both));
        }

        @Test
        void sendsToBoth() throws ErrnoException {
            int both = udp.inet6();
            int four = udp.bound("127.0.0.1:5000");
            int six = udp.bound("[::1]:5000");
            udp.send(both, "x", "[::ffff:127.0.0.1]:5000");
            udp.send(both, "x", "[::1]:5000");
            assertEquals("127.0.0.1:" + udp.port(both), udp.sender(four));
            assertEquals("[::1]:" + udp.port(both), udp.sender(six));
        }

        @Test
        void connectedToIpv4IsNamedMapped() throws ErrnoException {
            int fd = udp.connected("[::ffff:127.0.0.1]:5000");
            assertEquals("[::ffff:127.0.0.1]:" + udp.port(fd), udp.name(fd));
            assertEquals("[::ffff:127.0.0.1]:5000", udp.peer(fd));
            assertErrno(Errno.EAFNOSUPPORT, () -> udp.connect(fd, "[::1]:5000"));
        }

        /// What a kernel answers (Linux 6).
        @ParameterizedTest
        @ValueSource(strings = {"[::ffff:127.0.0.1]:0", "[::ffff:0.0.0.0]:0"})
        void withAMappedAddressSendsToIpv4Alone(String local) throws ErrnoException {
            int four = udp.bound("127.0.0.1:5000");
            int fd = udp.bound(local);
            for (String six : new String[] {"[::1]:5000", "[2001:db8::9]:5000"}) {
                assertErrno(Errno.EAFNOSUPPORT, () -> udp.send(fd, "x", six));
                assertErrno(Errno.EAFNOSUPPORT, () -> udp.connect(fd, six));
            }
            udp.send(fd, "here", "[::]:5000");
            assertEquals("here", udp.receive(four));
            udp.connect(fd, "[::]:5000");
            assertEquals("[::ffff:127.0.0.1]:5000", udp.peer(fd));
        }

        @Test
        void withAnAddressOfIpv6DoesNotReachIpv4() throws ErrnoException {
            int fd = udp.bound("[::1]:0");
            assertErrno(Errno.ENETUNREACH, () -> udp.send(fd, "x", "[::ffff:127.0.0.1]:5000"));
        }

        @Test
        void boundToTheMappedWildcardIsOfIpv4Alone() throws ErrnoException {
            int four = udp.bound("[::ffff:0.0.0.0]:5000");
            int six = v6Only();
            udp.bind(six, "[::]:5000");
            udp.send(udp.inet(), "four", "127.0.0.1:5000");
            udp.send(udp.inet6(), "six", "[::1]:5000");
            assertEquals("four", udp.receive(four));
            assertEquals("six", udp.receive(six));
        }

        @Test
        void boundToTheMappedWildcardStaysSoWhenItsPeerGoes() throws ErrnoException {
            int four = udp.bound("[::ffff:0.0.0.0]:5000");
            int six = v6Only();
            udp.bind(six, "[::]:5000");
            udp.connect(four, "[::ffff:127.0.0.1]:6000");
            udp.disconnect(four);
            assertEquals("[::ffff:0.0.0.0]:5000", udp.name(four));
            udp.send(udp.inet6(), "x", "[::1]:5000");
            assertEquals("x", udp.receive(six));
            udp.send(udp.inet(), "y", "127.0.0.1:5000");
            assertEquals("y", udp.receive(four));
        }

        @Test
        void boundToAGroupOfIpv6DoesNotReachIpv4() throws ErrnoException {
            int fd = udp.bound("[ff05::2]:5000");
            assertErrno(Errno.ENETUNREACH, () -> udp.connect(fd, "[::ffff:127.0.0.1]:5000"));
            assertErrno(Errno.ENETUNREACH, () -> udp.send(fd, "x", "[::ffff:127.0.0.1]:5000"));
        }

        @Test
        void goesOverToIpv4WhereNoAddressWasBound() throws ErrnoException {
            int receiver = udp.bound("127.0.0.1:5000");
            int fd = udp.connected("[::1]:5000");
            udp.connect(fd, "[::ffff:127.0.0.1]:5000");
            assertEquals("[::ffff:127.0.0.1]:5000", udp.peer(fd));
            udp.send(fd, "x");
            assertEquals("x", udp.receive(receiver));
        }

        @Test
        void isInTheWayOfIpv4() throws ErrnoException {
            udp.bound("0.0.0.0:5000");
            assertErrno(Errno.EADDRINUSE, () -> udp.bound("[::]:5000"));
            udp.bound("[::]:5001");
            assertErrno(Errno.EADDRINUSE, () -> udp.bound("127.0.0.1:5001"));
            assertErrno(Errno.EADDRINUSE, () -> udp.bound("[::1]:5001"));
            udp.bound("[::1]:5000");
        }

        @Test
        void leavesIpv4ToASocketOfItsOwn() throws ErrnoException {
            int four = udp.inet();
            int both = udp.inet6();
            udp.process.setsockopt(four, SocketOptions.SO_REUSEADDR, true);
            udp.process.setsockopt(both, SocketOptions.SO_REUSEADDR, true);
            udp.bind(four, "0.0.0.0:5000");
            udp.bind(both, "[::]:5000");
            udp.send(udp.inet(), "four", "127.0.0.1:5000");
            assertEquals("four", udp.receive(four));
            assertEquals(Udp.NOTHING, udp.receive(both));
        }
    }

    @Nested
    class V6Only {
        @Test
        void isNotInTheWayOfIpv4() throws ErrnoException {
            int four = udp.bound("0.0.0.0:5000");
            int six = v6Only();
            udp.bind(six, "[::]:5000");
            udp.send(udp.inet(), "four", "127.0.0.1:5000");
            udp.send(udp.inet6(), "six", "[::1]:5000");
            assertEquals("four", udp.receive(four));
            assertEquals(Udp.NOTHING, udp.receive(four));
            assertEquals("six", udp.receive(six));
            assertEquals(Udp.NOTHING, udp.receive(six));
        }

        @Test
        void hearsNothingOfIpv4() throws ErrnoException {
            udp.bind(v6Only(), "[::]:5000");
            udp.send(udp.inet(), "four", "127.0.0.1:5000");
            assertEquals(1, host.counters().get("Udp.NoPorts"));
        }

        @Test
        void refusesMappedAddresses() throws ErrnoException {
            int fd = v6Only();
            assertErrno(Errno.EINVAL, () -> udp.bind(fd, "[::ffff:127.0.0.1]:5000"));
            assertErrno(Errno.ENETUNREACH, () -> udp.connect(fd, "[::ffff:127.0.0.1]:5000"));
            assertErrno(Errno.ENETUNREACH, () -> udp.send(fd, "x", "[::ffff:127.0.0.1]:5000"));
        }

        @Test
        void isFixedByBind() throws ErrnoException {
            int fd = udp.bound("[::]:5000");
            assertErrno(Errno.EINVAL, () -> udp.process.setsockopt(fd, IPV6_V6ONLY, true));
            assertEquals(false, udp.process.getsockopt(fd, IPV6_V6ONLY));
        }

        @Test
        void startsAsTheHostSays() throws ErrnoException {
            host.sysctls().set("net.ipv6.bindv6only", "1");
            assertEquals(true, udp.process.getsockopt(udp.inet6(), IPV6_V6ONLY));
        }
    }
}
