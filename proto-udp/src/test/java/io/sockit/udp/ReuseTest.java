package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SockitNetwork
class ReuseTest {
    private static final String NAME = "127.0.0.1:5000";

    private Host host;
    private Udp udp;

    @BeforeEach
    void start(@HostSpec(name = "a", device = "lo=loopback:") Host started) {
        host = started;
        udp = Udp.of(started);
    }

    private static int bound(Udp by, SocketOption<Boolean> option) throws ErrnoException {
        int fd = by.inet();
        by.process.setsockopt(fd, option, true);
        by.bind(fd, NAME);
        return fd;
    }

    @Nested
    class ReuseAddress {
        @Test
        void isNeededOnBoth() throws ErrnoException {
            bound(udp, SocketOptions.SO_REUSEADDR);
            assertErrno(Errno.EADDRINUSE, () -> udp.bound(NAME));
            assertErrno(Errno.EADDRINUSE, () -> bound(udp, SocketOptions.SO_REUSEPORT));
            bound(udp, SocketOptions.SO_REUSEADDR);
        }

        @Test
        void givesDatagramsToTheLastOne() throws ErrnoException {
            int first = bound(udp, SocketOptions.SO_REUSEADDR);
            int second = bound(udp, SocketOptions.SO_REUSEADDR);
            udp.send(udp.inet(), "x", NAME);
            assertEquals("x", udp.receive(second));
            udp.process.close(second);
            udp.send(udp.inet(), "y", NAME);
            assertEquals("y", udp.receive(first));
        }
    }

    @Nested
    class ReusePort {
        @Test
        void isNeededOnBoth() throws ErrnoException {
            bound(udp, SocketOptions.SO_REUSEPORT);
            assertErrno(Errno.EADDRINUSE, () -> udp.bound(NAME));
            bound(udp, SocketOptions.SO_REUSEPORT);
        }

        @Test
        void isForSocketsOfOneUser() throws ErrnoException {
            Udp alice = Udp.of(host.process(Credentials.user(1000, 1000)));
            Udp bob = Udp.of(host.process(Credentials.user(1001, 1001)));
            bound(alice, SocketOptions.SO_REUSEPORT);
            bound(alice, SocketOptions.SO_REUSEPORT);
            assertErrno(Errno.EADDRINUSE, () -> bound(bob, SocketOptions.SO_REUSEPORT));
            assertErrno(Errno.EADDRINUSE, () -> bound(udp, SocketOptions.SO_REUSEPORT));
        }

        @Test
        void doesNotLetOthersIntoThePortOfTheSuperuser() throws ErrnoException {
            Udp alice = Udp.of(host.process(Credentials.user(1000, 1000)));
            bound(udp, SocketOptions.SO_REUSEPORT);
            assertErrno(Errno.EADDRINUSE, () -> bound(alice, SocketOptions.SO_REUSEPORT));
        }

        @Test
        void spreadsFlowsAndKeepsEachWithItsMember() throws ErrnoException {
            int[] members = new int[4];
            for (int i = 0; i < members.length; i++) {
                members[i] = bound(udp, SocketOptions.SO_REUSEPORT);
            }
            int[] flows = new int[members.length];
            for (int i = 0; i < 400; i++) {
                int client = udp.inet();
                udp.send(client, "1", NAME);
                udp.send(client, "2", NAME);
                udp.process.close(client);
                for (int m = 0; m < members.length; m++) {
                    if (udp.receive(members[m]).equals("1")) {
                        assertEquals("2", udp.receive(members[m]));
                        flows[m]++;
                    }
                }
            }
            int sum = 0;
            for (int count : flows) {
                assertTrue(count > 50 && count < 150, "flows of a member: " + count);
                sum += count;
            }
            assertEquals(400, sum);
        }
    }
}
