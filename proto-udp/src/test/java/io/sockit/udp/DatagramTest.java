package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.SocketOptions;
import io.sockit.inet.Inet;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Sizes, and what becomes of what does not fit.
@SockitNetwork
class DatagramTest {
    private static final String HERE = "127.0.0.1:5000";
    private static final String HERE_6 = "[::1]:5000";

    private Host host;
    private Udp udp;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:?mtu=1500"},
                            address = {"eth0=10.0.0.1/24", "eth0=2001:db8::1/64"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
    }

    private void send(int fd, int length, String to) throws ErrnoException {
        udp.process.sendto(fd, new byte[length], 0, length, 0, Udp.address(to));
    }

    @Nested
    class Length {
        @Test
        void isAtMostWhatIpv4Carries() throws ErrnoException {
            int receiver = udp.bound(HERE);
            int sender = udp.inet();
            send(sender, 65_507, HERE);
            assertEquals(65_507, udp.receive(receiver).length());
            assertErrno(Errno.EMSGSIZE, () -> send(sender, 65_508, HERE));
            int mapped = udp.inet6();
            send(mapped, 65_507, "[::ffff:127.0.0.1]:5000");
            assertErrno(Errno.EMSGSIZE, () -> send(mapped, 65_508, "[::ffff:127.0.0.1]:5000"));
        }

        @Test
        void isAtMostWhatIpv6Carries() throws ErrnoException {
            int receiver = udp.bound(HERE_6);
            int sender = udp.inet6();
            for (int length : new int[] {65_487, 65_488, 65_527}) { // in one packet, and in two
                send(sender, length, HERE_6);
                assertEquals(length, udp.receive(receiver).length());
            }
            assertErrno(Errno.EMSGSIZE, () -> send(sender, 65_528, HERE_6));
            assertEquals(2, host.counters().get("Ip6.ReasmOKs"));
        }

        @Test
        void isNotBoundByTheLink() throws ErrnoException {
            int fd = udp.inet();
            send(fd, 65_507, "10.0.0.9:5000");
            assertErrno(Errno.EMSGSIZE, () -> send(fd, 65_508, "10.0.0.9:5000"));
            int fd6 = udp.inet6();
            send(fd6, 65_527, "[2001:db8::9]:5000");
            assertErrno(Errno.EMSGSIZE, () -> send(fd6, 65_528, "[2001:db8::9]:5000"));
        }

        @Test
        void isBoundByTheLinkWhereTheSocketAsksForIt() throws ErrnoException {
            int fd = udp.inet();
            udp.process.setsockopt(fd, Inet.IP_MTU_DISCOVER, 2);
            send(fd, 1472, "10.0.0.9:5000");
            assertErrno(Errno.EMSGSIZE, () -> send(fd, 1473, "10.0.0.9:5000"));
            int fd6 = udp.inet6();
            udp.process.setsockopt(fd6, Inet.IPV6_DONTFRAG, true);
            send(fd6, 1452, "[2001:db8::9]:5000");
            assertErrno(Errno.EMSGSIZE, () -> send(fd6, 1453, "[2001:db8::9]:5000"));
        }
    }

    @Nested
    class EmptyDatagram {
        @Test
        void isOneOfItsOwn() throws ErrnoException {
            int receiver = udp.bound(HERE);
            int sender = udp.connected(HERE);
            udp.send(sender, "");
            udp.send(sender, "x");
            udp.send(sender, "");
            assertEquals("", udp.receive(receiver));
            assertEquals("x", udp.receive(receiver));
            assertEquals("", udp.receive(receiver));
            assertEquals(Udp.NOTHING, udp.receive(receiver));
        }
    }

    @Nested
    class Flags {
        @Test
        void peekTruncAndDontwaitWorkTogether() throws ErrnoException {
            int receiver = udp.bound(HERE);
            udp.send(udp.inet(), "hello", HERE);
            byte[] two = new byte[2];
            Message from = new Message();
            int flags = Msg.MSG_PEEK | Msg.MSG_TRUNC | Msg.MSG_DONTWAIT;
            for (int i = 0; i < 2; i++) {
                assertEquals(5, udp.process.recvfrom(receiver, two, 0, 2, flags, from));
                assertArrayEquals(new byte[] {'h', 'e'}, two);
                assertEquals(Msg.MSG_TRUNC, from.flags());
            }
            assertEquals("hello", udp.receive(receiver));
            assertEquals(
                    Process.WOULD_BLOCK, udp.process.recvfrom(receiver, two, 0, 2, flags, from));
        }

        @Test
        void thatAreNotServedAreRefused() throws ErrnoException {
            int fd = udp.connected(HERE);
            for (int flag : new int[] {Msg.MSG_OOB, Msg.MSG_EOR, Msg.MSG_MORE}) {
                assertErrno(Errno.EOPNOTSUPP, () -> udp.process.send(fd, new byte[1], 0, 1, flag));
            }
            for (int flag : new int[] {Msg.MSG_OOB, Msg.MSG_WAITALL, Msg.MSG_CTRUNC}) {
                assertErrno(Errno.EOPNOTSUPP, () -> udp.process.recv(fd, new byte[1], 0, 1, flag));
            }
        }
    }

    @Nested
    class FullBuffer {
        @Test
        void dropsAndCounts() throws ErrnoException {
            int receiver = udp.bound(HERE);
            udp.process.setsockopt(receiver, SocketOptions.SO_RCVBUF, 20_000);
            int sender = udp.connected(HERE);
            for (int i = 0; i < 100; i++) {
                udp.send(sender, "datagram " + i);
            }
            int received = 0;
            while (!udp.receive(receiver).equals(Udp.NOTHING)) {
                received++;
            }
            assertTrue(received > 10 && received < 90, "received: " + received);
            assertEquals(received, host.counters().get("Udp.InDatagrams"));
            assertEquals(100 - received, host.counters().get("Udp.RcvbufErrors"));
            udp.send(sender, "room again");
            assertEquals("room again", udp.receive(receiver));
        }

        @Test
        void takesAnyDatagramWhereItIsEmpty() throws ErrnoException {
            int receiver = udp.bound(HERE);
            udp.process.setsockopt(receiver, SocketOptions.SO_RCVBUF, 0);
            send(udp.inet(), 60_000, HERE);
            assertEquals(60_000, udp.receive(receiver).length());
        }
    }
}
