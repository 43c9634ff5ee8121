package io.sockit.examples.ring;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SockitNetwork
class RingTest {
    private Host host;
    private Process process;

    @BeforeEach
    void start(@HostSpec(name = "a") Host started) {
        host = started;
        process = started.process();
    }

    @Nested
    class OneMember {
        @Test
        void isReachedHopByHop() throws ErrnoException {
            int a = member("r/a");
            member("r/b");
            int c = member("r/c");
            send(a, "r/c");
            assertEquals("r/a", receive(c));
            assertEquals(2, host.counters().get("Ring.Hops"));
        }

        @Test
        void reachesItselfAllTheWayAround() throws ErrnoException {
            int a = member("r/a");
            member("r/b");
            member("r/c");
            send(a, "r/a");
            assertEquals("r/a", receive(a));
            assertEquals(3, host.counters().get("Ring.Hops"));
        }

        @Test
        void thatIsNotThereIsCountedDrop() throws ErrnoException {
            int a = member("r/a");
            send(a, "r/nobody");
            assertEquals(1, host.counters().get("Ring.NoMember"));
        }

        @Test
        void isNotReachedBeyondTheHopLimit() throws ErrnoException {
            int a = member("r/a");
            int b = member("r/b");
            int c = member("r/c");
            process.setsockopt(a, Ring.RING_HOPS, 1);
            send(a, "r/b");
            send(a, "r/c");
            assertEquals("r/a", receive(b));
            assertEquals("nothing", receive(c));
            assertEquals(1, host.counters().get("Ring.HopsExceeded"));
        }

        @Test
        void thatLeftIsPassedOver() throws ErrnoException {
            int a = member("r/a");
            int b = member("r/b");
            int c = member("r/c");
            process.close(b);
            process.setsockopt(a, Ring.RING_HOPS, 1);
            send(a, "r/c");
            assertEquals("r/a", receive(c));
        }
    }

    @Nested
    class AllMembers {
        @Test
        void butTheSenderGetOne() throws ErrnoException {
            int a = member("r/a");
            int b = member("r/b");
            int c = member("r/c");
            int other = member("s/b");
            send(a, "r/*");
            assertEquals("r/a", receive(b));
            assertEquals("r/a", receive(c));
            assertEquals("nothing", receive(a));
            assertEquals("nothing", receive(other));
        }

        @Test
        void withinTheHopLimitGetOne() throws ErrnoException {
            int a = member("r/a");
            int b = member("r/b");
            int c = member("r/c");
            process.setsockopt(a, Ring.RING_HOPS, 1);
            send(a, "r/*");
            assertEquals("r/a", receive(b));
            assertEquals("nothing", receive(c));
            assertEquals(1, host.counters().get("Ring.HopsExceeded"));
        }

        @Test
        void areHeardByWhoIsConnectedToThem() throws ErrnoException {
            int a = member("r/a");
            int b = member("r/b");
            process.connect(a, SockaddrRing.parse("r/*"));
            send(b, "r/a");
            assertEquals("r/b", receive(a));
        }
    }

    @Nested
    class Membership {
        @Test
        void isNeededToSend() throws ErrnoException {
            int stranger = process.socket(Ring.AF_RING, Sock.SOCK_DGRAM, 0);
            member("r/a");
            assertErrno(Errno.ENETUNREACH, () -> send(stranger, "r/a"));
            int other = member("s/a");
            assertErrno(Errno.ENETUNREACH, () -> send(other, "r/a"));
        }

        @Test
        void isNotOfAll() throws ErrnoException {
            int fd = process.socket(Ring.AF_RING, Sock.SOCK_DGRAM, 0);
            assertErrno(Errno.EADDRNOTAVAIL, () -> process.bind(fd, SockaddrRing.parse("r/*")));
        }
    }

    @Nested
    class HopLimit {
        @Test
        void isReadAsItWasSet() throws ErrnoException {
            int a = member("r/a");
            assertEquals(64, process.getsockopt(a, Ring.RING_HOPS));
            process.setsockopt(a, Ring.RING_HOPS, 255);
            assertEquals(255, process.getsockopt(a, Ring.RING_HOPS));
        }

        @Test
        void isOneTo255() throws ErrnoException {
            int a = member("r/a");
            assertErrno(Errno.EINVAL, () -> process.setsockopt(a, Ring.RING_HOPS, 0));
            assertErrno(Errno.EINVAL, () -> process.setsockopt(a, Ring.RING_HOPS, 256));
        }
    }

    @Nested
    class Address {
        @Test
        void hasNamesOfLettersDigitsAndSomeSigns() {
            assertEquals(new SockaddrRing("r-1.x", "A_9"), SockaddrRing.parse("r-1.x/A_9"));
            for (String text : new String[] {"/", "r/", "/m", "r/m/n", "r/m m", "*/m", "r"}) {
                assertThrows(IllegalArgumentException.class, () -> SockaddrRing.parse(text));
            }
        }

        @Test
        void hasNamesOfAtMost63Characters() {
            String longest = "x".repeat(63);
            assertEquals(longest, SockaddrRing.parse("r/" + longest).member());
            assertThrows(IllegalArgumentException.class, () -> SockaddrRing.parse("r/x" + longest));
        }
    }

    private int member(String address) throws ErrnoException {
        int fd = process.socket(Ring.AF_RING, Sock.SOCK_DGRAM, 0);
        process.bind(fd, SockaddrRing.parse(address));
        return fd;
    }

    private void send(int fd, String to) throws ErrnoException {
        process.sendto(fd, new byte[] {1}, 0, 1, 0, SockaddrRing.parse(to));
    }

    /// The sender of the next datagram.
    private String receive(int fd) throws ErrnoException {
        Message from = new Message();
        int n = process.recvfrom(fd, new byte[10], 0, 10, Msg.MSG_DONTWAIT, from);
        return n == Process.WOULD_BLOCK ? "nothing" : String.valueOf(from.name());
    }
}
