package io.sockit.udp;

import static io.sockit.inet.InetControl.IPV6_RECVERR;
import static io.sockit.inet.InetControl.IP_RECVERR;
import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Scm;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.api.VirtualClock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockExtendedErr;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// `IP_RECVERR` and `MSG_ERRQUEUE`, as a Linux 6.18 answered the same calls.
@SockitNetwork
class ErrorQueueTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long LONG = Duration.ofHours(1).toNanos();
    private static final String NOBODY = "127.0.0.1:5000";
    private static final int DO = 2; // IP_PMTUDISC_DO

    private final ByteBuffer buffer = ByteBuffer.allocate(2000);
    private final Message error = Message.of(buffer);
    private Host host;
    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:?mtu=1500"},
                            address = {"eth0=10.0.0.1/24", "eth0=2001:db8::1/64"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
        peer = ScriptedPeer.of(started, "eth0");
        error.control().room(4);
    }

    private int queueing(String to) throws ErrnoException {
        boolean v4 = !to.startsWith("[");
        int fd = v4 ? udp.inet() : udp.inet6();
        boolean mapped = to.startsWith("[::ffff:");
        SocketOption<Boolean> option = v4 || mapped ? Inet.IP_RECVERR : Inet.IPV6_RECVERR;
        udp.process.setsockopt(fd, option, true);
        return fd;
    }

    /// The payload of the next error, or [Udp#NOTHING].
    private String next(int fd, int flags) throws ErrnoException {
        buffer.clear();
        long got = udp.process.recvmsg(fd, error, flags | Msg.MSG_ERRQUEUE);
        return got == Process.WOULD_BLOCK
                ? Udp.NOTHING
                : new String(buffer.array(), 0, (int) got, StandardCharsets.UTF_8);
    }

    private String next(int fd) throws ErrnoException {
        return next(fd, 0);
    }

    private SockExtendedErr extended() {
        SockExtendedErr v4 = error.control().get(IP_RECVERR);
        return Optional.ofNullable(v4).orElseGet(() -> error.control().get(IPV6_RECVERR));
    }

    private Errno pending(int fd) throws ErrnoException {
        int number = udp.process.getsockopt(fd, SocketOptions.SO_ERROR);
        return Errno.ofLinux(number).orElse(null);
    }

    private int poll(int fd) throws ErrnoException {
        PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
        udp.process.poll(entries, 0);
        return entries[0].revents();
    }

    private void inject(byte[] packet) {
        peer.inject(WirePackets.etherType(packet), packet);
    }

    @Nested
    class OfIcmp {
        @ParameterizedTest
        @CsvSource({
            "127.0.0.1:5000, 2, 3, 3, 127.0.0.1:0",
            "[::1]:5000, 3, 1, 4, [::1]:0",
            "[::ffff:127.0.0.1]:5000, 2, 3, 3, [::ffff:127.0.0.1]:0"
        })
        void tellsAnUnconnectedSocket(String to, int origin, int type, int code, String offender)
                throws ErrnoException {
            int fd = queueing(to);
            assertEquals(Udp.NOTHING, next(fd));
            udp.send(fd, "hello", to);
            assertEquals(PollFd.POLLERR, poll(fd));
            assertEquals("hello", next(fd));
            assertEquals(to, String.valueOf(error.name()));
            assertEquals(Msg.MSG_ERRQUEUE, error.flags());
            assertEquals(1, error.control().size());
            SockExtendedErr extended = extended();
            assertEquals(Errno.ECONNREFUSED, extended.errno());
            assertEquals(origin, extended.origin());
            assertEquals(type, extended.type());
            assertEquals(code, extended.code());
            assertEquals(0, extended.info());
            assertEquals(offender, String.valueOf(extended.offender()));
            assertEquals(0, poll(fd));
            assertNull(pending(fd));
        }

        @Test
        void isOfTheSocketsFamily() throws ErrnoException {
            int fd = queueing("[::ffff:127.0.0.1]:5000");
            udp.send(fd, "hello", "[::ffff:127.0.0.1]:5000");
            next(fd);
            assertNotNull(error.control().get(IPV6_RECVERR));
            int other = queueing("[::1]:5000"); // of IPv6 alone
            udp.send(other, "hello", "[::ffff:127.0.0.1]:5000");
            assertEquals(Udp.NOTHING, next(other));
            assertEquals(0, poll(other));
        }

        @Test
        void isPendingOnceToo() throws ErrnoException {
            int fd = queueing(NOBODY);
            udp.send(fd, "one", NOBODY);
            assertErrno(Errno.ECONNREFUSED, () -> udp.send(fd, "two", NOBODY));
            udp.send(fd, "three", NOBODY);
            assertEquals("one", next(fd));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(fd));
            assertEquals("three", next(fd));
            assertEquals(Udp.NOTHING, next(fd));
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }

        @Test
        void isCutToTheBufferAndNotPeekedAt() throws ErrnoException {
            int fd = queueing(NOBODY);
            udp.send(fd, "hello", NOBODY);
            byte[] two = new byte[2];
            error.control().room(0);
            int flags = Msg.MSG_ERRQUEUE | Msg.MSG_PEEK | Msg.MSG_TRUNC;
            assertEquals(2, udp.process.recvfrom(fd, two, 0, 2, flags, error));
            assertEquals(Msg.MSG_ERRQUEUE | Msg.MSG_TRUNC | Msg.MSG_CTRUNC, error.flags());
            assertEquals(Udp.NOTHING, next(fd));
        }

        @Test
        void goesWithTheOption() throws ErrnoException {
            int fd = queueing(NOBODY);
            udp.send(fd, "p", NOBODY);
            udp.process.setsockopt(fd, Inet.IP_RECVERR, false);
            assertEquals(Udp.NOTHING, next(fd));
            assertEquals(Errno.ECONNREFUSED, pending(fd));
            assertEquals(0, poll(fd));
        }

        @Test
        void tellsAConnectedSocket() throws ErrnoException {
            int fd = queueing(NOBODY);
            udp.connect(fd, NOBODY);
            udp.process.setsockopt(fd, SocketOptions.SO_TIMESTAMPNS, true);
            udp.send(fd, "c");
            assertEquals("c", next(fd));
            assertEquals(host.clock().wallNanos(), error.control().get(Scm.SCM_TIMESTAMPNS));
            assertEquals(Udp.NOTHING, udp.receive(fd));
        }

        @Test
        void withoutTheOptionIsNotQueued() throws ErrnoException {
            int fd = udp.inet();
            udp.send(fd, "x", NOBODY);
            assertEquals(Udp.NOTHING, next(fd));
            int connected = udp.connected(NOBODY);
            udp.send(connected, "x");
            assertEquals(Udp.NOTHING, next(connected));
            assertErrno(Errno.ECONNREFUSED, () -> udp.receive(connected));
        }

        @Test
        void takesRoomOfTheReceiveBufferAndIsCountedWhereThereIsNone() throws ErrnoException {
            int fd = queueing(NOBODY);
            udp.process.setsockopt(fd, SocketOptions.SO_RCVBUF, 4096);
            for (int i = 0; i < 100; i++) {
                pending(fd);
                udp.send(fd, "x", NOBODY);
            }
            pending(fd);
            int queued = 0;
            while (!next(fd).equals(Udp.NOTHING)) {
                queued++;
            }
            assertTrue(queued > 0 && queued < 20, "queued: " + queued);
            assertEquals(100 - queued, host.counters().get("Udp.ErrorQueueErrors"));
        }
    }

    @Nested
    class FromTheWire {
        private byte[] sent(int fd, String to) throws ErrnoException {
            udp.send(fd, "hello", to);
            return peer.expect(SOON).bytes();
        }

        @ParameterizedTest
        @CsvSource({
            "3, 0, ENETUNREACH",
            "3, 1, EHOSTUNREACH",
            "3, 13, EHOSTUNREACH",
            "11, 0, EHOSTUNREACH",
            "12, 0, EPROTO"
        })
        void allErrorsAreToldAlsoThoseThatMayPass(int type, int code, Errno errno)
                throws ErrnoException {
            int fd = queueing("10.0.0.9:6000");
            byte[] about = sent(fd, "10.0.0.9:6000");
            inject(WirePackets.error("10.0.0.254:0", type, code, about));
            assertErrno(errno, () -> udp.receive(fd));
            assertEquals("hello", next(fd));
            assertEquals(errno, extended().errno());
            assertEquals(type, extended().type());
            assertEquals(code, extended().code());
            assertEquals(SockaddrIn.parse("10.0.0.254:0"), extended().offender());
            assertEquals("10.0.0.9:6000", String.valueOf(error.name()));
        }

        @Test
        void tooBigTellsTheMtu() throws ErrnoException {
            int fd = queueing("10.0.0.9:6000");
            byte[] packet = WirePackets.error("10.0.0.254:0", 3, 4, sent(fd, "10.0.0.9:6000"));
            packet[26] = 1400 >> 8;
            packet[27] = (byte) 1400;
            inject(WirePackets.seal(packet));
            next(fd);
            assertEquals(Errno.EMSGSIZE, extended().errno());
            assertEquals(1400, extended().info());
        }

        @Test
        void quotesMayBeShortOrPadded() throws ErrnoException {
            int fd = queueing("10.0.0.9:6000");
            byte[] about = sent(fd, "10.0.0.9:6000");
            inject(WirePackets.error("10.0.0.9:0", 3, 3, Arrays.copyOf(about, 28)));
            assertEquals("", next(fd));
            assertEquals(Errno.ECONNREFUSED, extended().errno());
            inject(WirePackets.error("10.0.0.9:0", 3, 3, Arrays.copyOf(about, 200)));
            assertEquals("hello", next(fd));
        }

        @Test
        void lengthsOfQuotesAreNotBelieved() throws ErrnoException {
            int fd = queueing("10.0.0.9:6000");
            byte[] about = sent(fd, "10.0.0.9:6000");
            for (int length : new int[] {0, 1, 7, 8, 9, 0xffff}) {
                about[24] = (byte) (length >> 8);
                about[25] = (byte) length;
                inject(WirePackets.error("10.0.0.9:0", 3, 3, about));
                String quoted = next(fd);
                assertEquals("hello".substring(0, Math.clamp(length - 8, 0, 5)), quoted);
            }
            assertNull(
                    host.plugins().all().stream()
                            .filter(p -> p.fault() != null)
                            .findAny()
                            .orElse(null));
        }

        @Test
        void forgedOnesAreIgnored() throws ErrnoException {
            int fd = queueing("10.0.0.9:6000");
            byte[] about = sent(fd, "10.0.0.9:6000");
            about[21] ^= 1; // the source port
            inject(WirePackets.error("10.0.0.9:0", 3, 3, about));
            assertEquals(Udp.NOTHING, next(fd));
        }

        @Test
        void socketOfTheAddressHearsIt() throws ErrnoException {
            int any = udp.inet();
            udp.process.setsockopt(any, SocketOptions.SO_REUSEADDR, true);
            udp.process.setsockopt(any, Inet.IP_RECVERR, true);
            int one = udp.inet();
            udp.process.setsockopt(one, SocketOptions.SO_REUSEADDR, true);
            udp.process.setsockopt(one, Inet.IP_RECVERR, true);
            udp.bind(one, "10.0.0.1:5000");
            udp.bind(any, "0.0.0.0:5000");
            inject(WirePackets.error("10.0.0.9:0", 3, 3, sent(one, "10.0.0.9:6000")));
            assertEquals(Udp.NOTHING, next(any));
            assertEquals("hello", next(one));
        }
    }

    @Nested
    class OfTheHostItself {
        @ParameterizedTest
        @CsvSource({"10.0.0.9:6000", "[2001:db8::9]:6000", "[::ffff:10.0.0.9]:6000"})
        void tellsTheMtuOfWhatIsTooLong(String to) throws ErrnoException {
            int fd = queueing(to);
            dontFragment(fd);
            byte[] data = new byte[1500];
            assertErrno(
                    Errno.EMSGSIZE,
                    () -> udp.process.sendto(fd, data, 0, data.length, 0, Udp.address(to)));
            assertEquals(PollFd.POLLERR, poll(fd));
            assertNull(pending(fd));
            assertEquals("", next(fd));
            assertEquals(to, String.valueOf(error.name()));
            SockExtendedErr extended = extended();
            assertEquals(Errno.EMSGSIZE, extended.errno());
            assertEquals(SockExtendedErr.SO_EE_ORIGIN_LOCAL, extended.origin());
            assertEquals(0, extended.type());
            assertEquals(0, extended.code());
            assertEquals(1500, extended.info());
            assertNull(extended.offender());
        }

        private void dontFragment(int fd) throws ErrnoException {
            udp.process.setsockopt(fd, Inet.IP_MTU_DISCOVER, DO);
            if (udp.process.getsockopt(fd, SocketOptions.SO_DOMAIN) != Inet.AF_INET.number()) {
                udp.process.setsockopt(fd, Inet.IPV6_MTU_DISCOVER, DO);
            }
        }

        @Test
        void wakesWhoPolls() throws Exception {
            int fd = queueing("10.0.0.9:6000");
            dontFragment(fd);
            PollFd[] entries = {new PollFd(fd, PollFd.POLLIN)};
            ProgramThread poller =
                    udp.process.start("poller", p -> assertEquals(1, p.poll(entries, LONG)));
            ((VirtualClock) host.clock()).advance(Duration.ofMillis(1)); // it waits now
            byte[] data = new byte[1500];
            assertErrno(
                    Errno.EMSGSIZE,
                    () -> udp.process.sendto(fd, data, 0, 1500, 0, Udp.address("10.0.0.9:6000")));
            poller.join();
            assertEquals(PollFd.POLLERR, entries[0].revents());
        }

        @Test
        void saysNothingWithoutTheOption() throws ErrnoException {
            int fd = udp.inet();
            dontFragment(fd);
            byte[] data = new byte[1500];
            assertErrno(
                    Errno.EMSGSIZE,
                    () -> udp.process.sendto(fd, data, 0, 1500, 0, Udp.address("10.0.0.9:6000")));
            assertEquals(Udp.NOTHING, next(fd));
        }
    }
}
