package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.Set;

@SockitNetwork
class BindTest {
    private static final int UID = 1000;

    private Host host;
    private Udp udp;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:"},
                            address = {
                                "eth0=10.0.0.1/24",
                                "eth0=2001:db8::1/64",
                                "eth0=fe80::1/64"
                            })
                    Host started) {
        host = started;
        udp = Udp.of(started);
    }

    @Nested
    class Names {
        @Test
        void unboundSocketHasTheWildcardOfItsFamily() throws ErrnoException {
            assertEquals("0.0.0.0:0", udp.name(udp.inet()));
            assertEquals("[::]:0", udp.name(udp.inet6()));
        }

        @Test
        void boundSocketHasWhatItAskedFor() throws ErrnoException {
            for (String name :
                    new String[] {
                        "10.0.0.1:5000",
                        "127.8.9.10:5001",
                        "0.0.0.0:5002",
                        "255.255.255.255:5003",
                        "10.0.0.255:5004",
                        "224.0.0.1:5005",
                        "[2001:db8::1]:5006",
                        "[::1]:5007",
                        "[::]:5008",
                        "[ff02::1%2]:5009",
                        "[fe80::1%2]:5010",
                        "[::ffff:10.0.0.1]:5011",
                        "[::ffff:0.0.0.0]:5012"
                    }) {
                assertEquals(name, udp.name(udp.bound(name)));
            }
        }

        @Test
        void scopeOfAnAddressThatNeedsNoneIsForgotten() throws ErrnoException {
            assertEquals("[2001:db8::1]:5000", udp.name(udp.bound("[2001:db8::1%2]:5000")));
        }

        @Test
        void sendingBindsToTheWildcard() throws ErrnoException {
            int fd = udp.inet();
            udp.send(fd, "x", "127.0.0.1:5000");
            assertEquals("0.0.0.0:" + udp.port(fd), udp.name(fd));
            assertNotEquals(0, udp.port(fd));
        }

        @Test
        void firstPortIsKept() throws ErrnoException {
            int fd = udp.inet();
            udp.send(fd, "x", "127.0.0.1:5000");
            int port = udp.port(fd);
            udp.send(fd, "y", "127.0.0.1:5001");
            assertEquals(port, udp.port(fd));
            assertErrno(Errno.EINVAL, () -> udp.bind(fd, "127.0.0.1:5000"));
        }
    }

    @Nested
    class Refuses {
        @Test
        void anAddressOfSomebodyElse() {
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bound("10.0.0.2:5000"));
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bound("[2001:db8::2]:5000"));
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bound("[::ffff:10.0.0.2]:5000"));
        }

        @Test
        void aLinkLocalAddressWithoutOrOfAnotherLink() throws ErrnoException {
            assertErrno(Errno.EINVAL, () -> udp.bound("[fe80::1]:5000"));
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bound("[fe80::1%7]:5000"));
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bound("[fe80::1%1]:5000"));
            assertErrno(Errno.EINVAL, () -> udp.bound("[ff02::1]:5000"));
            udp.bound("[ff02::1%2]:5000");
        }

        @Test
        void anAddressOfTheOtherFamily() throws ErrnoException {
            int inet = udp.inet();
            int inet6 = udp.inet6();
            assertErrno(Errno.EAFNOSUPPORT, () -> udp.bind(inet, "[::1]:5000"));
            assertErrno(Errno.EAFNOSUPPORT, () -> udp.bind(inet6, "127.0.0.1:5000"));
        }

        @Test
        void whatOverlapsWithAnother() throws ErrnoException {
            udp.bound("0.0.0.0:5000");
            assertErrno(Errno.EADDRINUSE, () -> udp.bound("127.0.0.1:5000"));
            udp.bound("127.0.0.1:5001");
            assertErrno(Errno.EADDRINUSE, () -> udp.bound("0.0.0.0:5001"));
            udp.bound("10.0.0.1:5001");
        }

        @Test
        void leavesTheSocketAsItWas() throws ErrnoException {
            int fd = udp.inet();
            assertErrno(Errno.EADDRNOTAVAIL, () -> udp.bind(fd, "10.0.0.2:5000"));
            assertEquals("0.0.0.0:0", udp.name(fd));
            udp.bind(fd, "10.0.0.1:5000");
            assertEquals("10.0.0.1:5000", udp.name(fd));
        }
    }

    @Nested
    class PrivilegedPort {
        private Udp user(Capability... capabilities) {
            return Udp.of(host.process(new Credentials(UID, UID, Set.of(capabilities))));
        }

        @Test
        void needsTheCapability() throws ErrnoException {
            assertErrno(Errno.EACCES, () -> user().bound("127.0.0.1:1023"));
            assertErrno(Errno.EACCES, () -> user(Capability.CAP_NET_RAW).bound("[::1]:53"));
            user(Capability.CAP_NET_BIND_SERVICE).bound("127.0.0.1:1023");
            user().bound("127.0.0.1:1024");
        }

        @Test
        void beginsWhereTheHostSays() throws ErrnoException {
            host.sysctls().set("net.ipv4.ip_unprivileged_port_start", "53");
            user().bound("127.0.0.1:53");
            assertErrno(Errno.EACCES, () -> user().bound("127.0.0.1:52"));
        }
    }

    @Nested
    class GroupOrBroadcast {
        @Test
        void isNotWhatASocketSendsFrom() throws ErrnoException {
            int receiver = udp.bound("127.0.0.1:5000");
            int group = udp.bound("224.0.0.1:5001");
            udp.send(group, "x", "127.0.0.1:5000");
            assertEquals("127.0.0.1:5001", udp.sender(receiver)); // RFC 1122 §3.2.1.3
            udp.connect(group, "127.0.0.1:5000");
            udp.send(group, "x");
            assertEquals("127.0.0.1:5001", udp.sender(receiver));
        }
    }
}
