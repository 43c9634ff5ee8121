package io.sockit.udp;

import static io.sockit.api.SocketOptions.SO_TIMESTAMP;
import static io.sockit.api.SocketOptions.SO_TIMESTAMPNS;
import static io.sockit.inet.InetControl.IPV6_HOPLIMIT;
import static io.sockit.inet.InetControl.IPV6_PKTINFO;
import static io.sockit.inet.InetControl.IPV6_TCLASS;
import static io.sockit.inet.InetControl.IP_PKTINFO;
import static io.sockit.inet.InetControl.IP_TOS;
import static io.sockit.inet.InetControl.IP_TTL;
import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Scm;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.api.VirtualClock;
import io.sockit.inet.In6Pktinfo;
import io.sockit.inet.InPktinfo;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.inet.SockaddrIn6;
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
import java.util.List;

/// Control messages; their numbers, values, order and errors as a Linux 6.18 answered the same
/// calls, where nothing else is said.
@SockitNetwork
class ControlTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int LO = 1;
    private static final int ETH0 = 2;
    private static final String BOTH = "[::]:5000";

    private static final List<SocketOption<Boolean>> V4 =
            List.of(Inet.IP_PKTINFO, Inet.IP_RECVTTL, Inet.IP_RECVTOS);
    private static final List<SocketOption<Boolean>> V6 =
            List.of(Inet.IPV6_RECVPKTINFO, Inet.IPV6_RECVHOPLIMIT, Inet.IPV6_RECVTCLASS);

    private final Message in = Message.of(ByteBuffer.allocate(100));
    private Host host;
    private Udp udp;
    private ScriptedPeer peer;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = {"lo=loopback:", "eth0=queue:"},
                            address = {
                                "eth0=10.0.0.1/24",
                                "eth0=10.0.1.1/24",
                                "eth0=2001:db8::1/64",
                                "eth0=fe80::1/64"
                            })
                    Host started) {
        host = started;
        udp = Udp.of(started);
        peer = ScriptedPeer.of(started, "eth0");
        in.control().room(8);
    }

    private void set(int fd, List<SocketOption<Boolean>> options, boolean on)
            throws ErrnoException {
        for (SocketOption<Boolean> option : options) {
            assertEquals(!on, udp.process.getsockopt(fd, option));
            udp.process.setsockopt(fd, option, on);
            assertEquals(on, udp.process.getsockopt(fd, option));
        }
    }

    /// The control messages of the next datagram, as text.
    private String received(int fd) throws ErrnoException {
        in.buffers()[0].clear();
        return udp.process.recvmsg(fd, in, Msg.MSG_DONTWAIT) == Process.WOULD_BLOCK
                ? Udp.NOTHING
                : in.control().toString();
    }

    private void inject(byte[] packet) {
        peer.inject(WirePackets.etherType(packet), packet);
    }

    @Nested
    class Received {
        @Test
        void tellOfIpv4() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, V4, true);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals(
                    "[IP_PKTINFO: 1 127.0.0.1 (127.0.0.1), IP_TTL: 64, IP_TOS: 0]", received(fd));
            assertEquals(0, in.flags());
        }

        @Test
        void tellOfIpv6() throws ErrnoException {
            int fd = udp.bound(BOTH);
            set(fd, V6, true);
            udp.send(udp.inet6(), "x", "[::1]:5000");
            assertEquals("[IPV6_PKTINFO: ::1 1, IPV6_HOPLIMIT: 64, IPV6_TCLASS: 0]", received(fd));
        }

        @Test
        void tellOfIpv4OnASocketOfBoth() throws ErrnoException {
            int fd = udp.bound(BOTH);
            set(fd, V6, true);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals("[IPV6_PKTINFO: ::ffff:127.0.0.1 1]", received(fd));
            set(fd, V4, true);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals(
                    "[IPV6_PKTINFO: ::ffff:127.0.0.1 1, IP_PKTINFO: 1 127.0.0.1 (127.0.0.1),"
                            + " IP_TTL: 64, IP_TOS: 0]",
                    received(fd));
            set(fd, V6, false);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals(
                    "[IP_PKTINFO: 1 127.0.0.1 (127.0.0.1), IP_TTL: 64, IP_TOS: 0]", received(fd));
            udp.send(udp.inet6(), "x", "[::1]:5000");
            assertEquals("[]", received(fd));
        }

        @Test
        void tellWhatTheWireBrought() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, V4, true);
            byte[] packet = WirePackets.udp("10.0.0.9:6000", "10.0.0.1:5000", "x");
            packet[1] = (byte) 0xb8;
            inject(WirePackets.seal(packet));
            assertEquals(
                    "[IP_PKTINFO: 2 10.0.0.1 (10.0.0.1), IP_TTL: 64, IP_TOS: 184]", received(fd));
        }

        @Test
        void tellWhereFromToAnswerABroadcast() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, List.of(Inet.IP_PKTINFO), true);
            inject(WirePackets.udp("10.0.1.9:6000", "10.0.1.255:5000", "x"));
            assertEquals("[IP_PKTINFO: 2 10.0.1.1 (10.0.1.255)]", received(fd));
            inject(WirePackets.udp("10.0.0.9:6000", "255.255.255.255:5000", "x"));
            assertEquals("[IP_PKTINFO: 2 10.0.0.1 (255.255.255.255)]", received(fd));
            inject(WirePackets.udp("10.0.0.9:6000", "224.0.0.1:5000", "x"));
            assertEquals("[IP_PKTINFO: 2 10.0.0.1 (224.0.0.1)]", received(fd));
        }

        @Test
        void comeFirstOfAllWithTheTimeOfArrival() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, List.of(Inet.IP_RECVTTL), true);
            udp.process.setsockopt(fd, SO_TIMESTAMPNS, true);
            long wall = host.clock().wallNanos();
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals("[SCM_TIMESTAMPNS: " + wall + ", IP_TTL: 64]", received(fd));
            udp.process.setsockopt(fd, SO_TIMESTAMP, true);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals("[SCM_TIMESTAMP: " + wall / 1000 + ", IP_TTL: 64]", received(fd));
        }

        /// As on Linux, which has no time of its arrival either.
        @Test
        void tellTheTimeOfTheReadOfWhatCameBeforeTheOption(VirtualClock clock)
                throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            udp.process.setsockopt(fd, SO_TIMESTAMPNS, true);
            clock.advance(Duration.ofSeconds(5));
            assertEquals("[SCM_TIMESTAMPNS: " + clock.wallNanos() + "]", received(fd));
        }

        @Test
        void areLostWhereThereIsNoRoom() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, V4, true);
            in.control().room(1);
            udp.send(udp.inet(), "x", "127.0.0.1:5000");
            assertEquals("[IP_PKTINFO: 1 127.0.0.1 (127.0.0.1)]", received(fd));
            assertEquals(Msg.MSG_CTRUNC, in.flags());
        }

        @Test
        void areOfTheSocketsFamilyAlone() throws ErrnoException {
            int fd = udp.inet();
            for (SocketOption<Boolean> option : V6) {
                assertErrno(Errno.ENOPROTOOPT, () -> udp.process.setsockopt(fd, option, true));
            }
            SocketOption<Integer> lie = new SocketOption<>(0, 8, "IP_PKTINFO", Integer.class);
            assertErrno(Errno.EINVAL, () -> udp.process.setsockopt(fd, lie, 1));
            assertErrno(Errno.EINVAL, () -> udp.process.getsockopt(fd, lie));
        }

        @Test
        void haveLinuxNumbers() {
            record Number(ControlType<?> type, int level, int number) {}
            for (Number each :
                    List.of(
                            new Number(Scm.SCM_TIMESTAMP, 1, 29),
                            new Number(Scm.SCM_TIMESTAMPNS, 1, 35),
                            new Number(IP_TOS, 0, 1),
                            new Number(IP_TTL, 0, 2),
                            new Number(IP_PKTINFO, 0, 8),
                            new Number(IPV6_PKTINFO, 41, 50),
                            new Number(IPV6_HOPLIMIT, 41, 52),
                            new Number(IPV6_TCLASS, 41, 67))) {
                assertEquals(each.level, each.type.level());
                assertEquals(each.number, each.type.number(), each.type.name());
            }
        }
    }

    @Nested
    class Sent {
        private <T> void send(int fd, String to, ControlType<T> type, T value)
                throws ErrnoException {
            Message out = Message.of(ByteBuffer.wrap(new byte[] {'y'})).name(Udp.address(to));
            out.control().put(type, value);
            assertEquals(1, udp.process.sendmsg(fd, out, 0));
        }

        private int receiver() throws ErrnoException {
            int fd = udp.bound(BOTH);
            set(fd, V6, true);
            set(fd, V4, true);
            return fd;
        }

        private In6Pktinfo from(String address, int ifindex) {
            SockaddrIn6 parsed = SockaddrIn6.parse("[" + address + "]:0");
            return new In6Pktinfo(parsed.high(), parsed.low(), ifindex);
        }

        private InPktinfo from4(String address, int ifindex) {
            return new InPktinfo(ifindex, SockaddrIn.parse(address + ":0").address(), 0);
        }

        @Test
        void setTimeToLiveAndTypeOfServiceOfOneDatagram() throws ErrnoException {
            int fd = receiver();
            int sender = udp.inet();
            send(sender, "127.0.0.1:5000", IP_TTL, 7);
            received(fd);
            assertEquals(7, in.control().get(IP_TTL));
            send(sender, "127.0.0.1:5000", IP_TOS, 255);
            received(fd);
            assertEquals(64, in.control().get(IP_TTL));
            assertEquals(255, in.control().get(IP_TOS));
            udp.send(sender, "x", "127.0.0.1:5000");
            received(fd);
            assertEquals(0, in.control().get(IP_TOS));
        }

        @Test
        void setHopLimitAndTrafficClassOfOneDatagram() throws ErrnoException {
            int fd = receiver();
            int sender = udp.inet6();
            udp.process.setsockopt(sender, Inet.IPV6_TCLASS, 3);
            for (int hops : new int[] {0, 7, 255}) {
                send(sender, "[::1]:5000", IPV6_HOPLIMIT, hops);
                received(fd);
                assertEquals(hops, in.control().get(IPV6_HOPLIMIT));
            }
            send(sender, "[::1]:5000", IPV6_HOPLIMIT, -1);
            received(fd);
            assertEquals(64, in.control().get(IPV6_HOPLIMIT));
            send(sender, "[::1]:5000", IPV6_TCLASS, 16);
            received(fd);
            assertEquals(16, in.control().get(IPV6_TCLASS));
            send(sender, "[::1]:5000", IPV6_TCLASS, -1); // RFC 3542 §6.5; Linux sends 255
            received(fd);
            assertEquals(3, in.control().get(IPV6_TCLASS));
        }

        @Test
        void ofTheOtherVersionDoNotCountOnASocketOfBoth() throws ErrnoException {
            int fd = receiver();
            int sender = udp.inet6();
            send(sender, "[::1]:5000", IP_TTL, 9);
            received(fd);
            assertEquals(64, in.control().get(IPV6_HOPLIMIT));
            send(sender, "[::1]:5000", IP_PKTINFO, from4("127.0.0.9", 0));
            assertEquals("[IPV6_PKTINFO: ::1 1, IPV6_HOPLIMIT: 64, IPV6_TCLASS: 0]", received(fd));
            send(sender, "[::ffff:127.0.0.1]:5000", IPV6_HOPLIMIT, 9);
            received(fd);
            assertEquals(64, in.control().get(IP_TTL));
            send(sender, "[::ffff:127.0.0.1]:5000", IP_TTL, 9);
            received(fd);
            assertEquals(9, in.control().get(IP_TTL));
        }

        @Test
        void chooseTheSource() throws ErrnoException {
            int fd = receiver();
            int sender = udp.bound("127.0.0.5:6000");
            send(sender, "127.0.0.1:5000", IP_PKTINFO, InPktinfo.from(0x7f00_0009));
            received(fd);
            assertEquals("[::ffff:127.0.0.9]:6000", String.valueOf(in.name()));
            udp.send(sender, "x", "127.0.0.1:5000");
            received(fd);
            assertEquals("[::ffff:127.0.0.5]:6000", String.valueOf(in.name()));
            int both = udp.bound("[::]:6001");
            send(both, "[::ffff:127.0.0.1]:5000", IPV6_PKTINFO, from("::ffff:127.0.0.9", 0));
            received(fd);
            assertEquals("[::ffff:127.0.0.9]:6001", String.valueOf(in.name()));
            send(both, "[2001:db8::1]:5000", IPV6_PKTINFO, from("::1", 0));
            received(fd);
            assertEquals("[::1]:6001", String.valueOf(in.name()));
        }

        @Test
        void chooseTheInterface() throws ErrnoException {
            int sender = udp.inet6();
            send(sender, "[fe80::9]:5000", IPV6_PKTINFO, from("::", ETH0));
            send(sender, "[fe80::9]:5000", IPV6_PKTINFO, from("fe80::1", ETH0));
            send(udp.inet(), "10.0.0.9:5000", IP_PKTINFO, from4("10.0.1.1", ETH0));
            assertEquals(0x60, peer.expect(SOON).u8(0));
            assertEquals(0x60, peer.expect(SOON).u8(0));
            Frame frame = peer.expect(SOON);
            assertEquals(0x0a00_0101, frame.u8(12) << 24 | frame.u8(14) << 8 | frame.u8(15));
            assertErrno(
                    Errno.ENETUNREACH,
                    () -> send(sender, "[2001:db8::9]:5000", IPV6_PKTINFO, from("::", LO)));
            assertErrno(
                    Errno.EINVAL,
                    () -> send(sender, "[fe80::9%2]:5000", IPV6_PKTINFO, from("::", LO)));
            udp.process.setsockopt(sender, SocketOptions.SO_BINDTODEVICE, "eth0");
            assertErrno(
                    Errno.EINVAL,
                    () -> send(sender, "[2001:db8::9]:5000", IPV6_PKTINFO, from("::", LO)));
        }

        @Test
        void areAnswersByTheAddressThatWasAsked() throws ErrnoException {
            int fd = udp.bound("0.0.0.0:5000");
            set(fd, List.of(Inet.IP_PKTINFO), true);
            int client = udp.bound("127.0.0.1:6000");
            udp.send(client, "x", "127.0.0.77:5000");
            received(fd);
            in.buffers()[0].flip();
            udp.process.sendmsg(fd, in, 0);
            assertEquals("127.0.0.77:5000", udp.sender(client));
        }

        @Test
        void ofImpossibleSourcesAreRefused() throws ErrnoException {
            int v4 = udp.inet();
            for (String bad : List.of("10.77.0.1", "10.0.0.255", "0.0.0.7")) {
                assertErrno(
                        Errno.ENETUNREACH,
                        () -> send(v4, "10.0.0.9:5000", IP_PKTINFO, from4(bad, 0)));
            }
            for (String bad : List.of("224.0.0.1", "255.255.255.255", "127.0.0.1")) {
                assertErrno(
                        Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IP_PKTINFO, from4(bad, 0)));
            }
            assertErrno(
                    Errno.ENODEV,
                    () -> send(v4, "10.0.0.9:5000", IP_PKTINFO, from4("0.0.0.0", 77)));
            int v6 = udp.inet6();
            for (String bad : List.of("2001:db8:77::1", "ff02::1", "fe80::1", "::ffff:10.0.0.1")) {
                assertErrno(
                        Errno.EINVAL,
                        () -> send(v6, "[2001:db8::9]:5000", IPV6_PKTINFO, from(bad, 0)));
            }
            assertErrno(
                    Errno.ENODEV,
                    () -> send(v6, "[2001:db8::9]:5000", IPV6_PKTINFO, from("::", 77)));
            assertErrno(
                    Errno.EINVAL,
                    () -> send(v6, "[::ffff:10.0.0.9]:5000", IPV6_PKTINFO, from("::", ETH0)));
            assertErrno(
                    Errno.ENETUNREACH,
                    () ->
                            send(
                                    v6,
                                    "[::ffff:10.0.0.9]:5000",
                                    IPV6_PKTINFO,
                                    from("::ffff:10.77.0.1", 0)));
            peer.expectNothing(SOON);
        }

        @ParameterizedTest
        @ValueSource(ints = {-2, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void ofImpossibleNumbersAreRefused(int bad) throws ErrnoException {
            int v4 = udp.inet();
            int v6 = udp.inet6();
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IP_TTL, bad));
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IP_TOS, bad));
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IP_TOS, -1));
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IP_TTL, 0));
            assertErrno(Errno.EINVAL, () -> send(v6, "[::1]:5000", IPV6_HOPLIMIT, bad));
            assertErrno(Errno.EINVAL, () -> send(v6, "[::1]:5000", IPV6_TCLASS, bad));
        }

        @Test
        void thatAreNotKnownAreRefused() throws ErrnoException {
            int v4 = udp.inet();
            int v6 = udp.inet6();
            for (ControlType<Integer> bad :
                    List.of(
                            new ControlType<>(0, 99, "NO_SUCH", Integer.class),
                            new ControlType<>(0, 12, "IP_RECVTTL", Integer.class),
                            new ControlType<>(41, 16, "IPV6_UNICAST_HOPS", Integer.class),
                            new ControlType<>(1, 99, "SCM_NO_SUCH", Integer.class),
                            new ControlType<>(999, 1, "NO_LEVEL", Integer.class))) {
                assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", bad, 1));
                assertErrno(Errno.EINVAL, () -> send(v6, "[::1]:5000", bad, 1));
            }
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", IPV6_TCLASS, 1));
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", Scm.SCM_TIMESTAMP, 1L));
        }

        @Test
        void ofAnotherJavaTypeAreRefused() throws ErrnoException {
            int v4 = udp.inet();
            int v6 = udp.inet6();
            ControlType<Long> ttl = new ControlType<>(0, 2, "IP_TTL", Long.class);
            ControlType<String> info = new ControlType<>(0, 8, "IP_PKTINFO", String.class);
            ControlType<Integer> info6 = new ControlType<>(41, 50, "IPV6_PKTINFO", Integer.class);
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", ttl, 7L));
            assertErrno(Errno.EINVAL, () -> send(v4, "10.0.0.9:5000", info, "x"));
            assertErrno(Errno.EINVAL, () -> send(v6, "[::1]:5000", info6, 7));
        }
    }

    @Nested
    class ToGroups {
        @Test
        void takesHopsOfItsOwn() throws ErrnoException {
            int v4 = udp.inet();
            udp.process.setsockopt(v4, Inet.IP_MULTICAST_TTL, 5);
            udp.send(v4, "x", "224.0.0.5:5000");
            assertEquals(5, peer.expect(SOON).u8(8));
            udp.process.setsockopt(v4, Inet.IP_MULTICAST_TTL, -1);
            assertEquals(1, udp.process.getsockopt(v4, Inet.IP_MULTICAST_TTL));
            int v6 = udp.inet6();
            udp.process.setsockopt(v6, Inet.IPV6_MULTICAST_HOPS, 5);
            udp.send(v6, "x", "[ff02::5%2]:5000");
            assertEquals(5, peer.expect(SOON).u8(7));
            for (int bad : new int[] {-2, 256}) {
                assertErrno(
                        Errno.EINVAL, () -> udp.process.setsockopt(v4, Inet.IP_MULTICAST_TTL, bad));
                assertErrno(
                        Errno.EINVAL,
                        () -> udp.process.setsockopt(v6, Inet.IPV6_MULTICAST_HOPS, bad));
            }
        }
    }
}
