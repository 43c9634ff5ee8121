package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.SocketOption;
import io.sockit.inet.Inet;
import io.sockit.inet.InetControl;
import io.sockit.inet.SockExtendedErr;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;

/// What a socket hears of its path, and says of it.
@SockitNetwork
class PathMtuTest {
    private static final String PEER = "10.0.0.9:6000";
    private static final String PEER_6 = "[2001:db8::9]:6000";

    private Host host;
    private Udp udp;

    @BeforeEach
    void start(
            @HostSpec(
                            name = "a",
                            device = "eth0=raw:path",
                            address = {"eth0=10.0.0.1/24", "eth0=2001:db8::1/64"})
                    Host started) {
        host = started;
        udp = Udp.of(started);
    }

    private static void told(int port, String peer, int mtu) {
        boolean isV4 = !peer.startsWith("[");
        String from = (isV4 ? "10.0.0.1:" : "[2001:db8::1]:") + port;
        byte[] sent = WirePackets.udp(from, peer, "x".repeat(400));
        String router = isV4 ? "10.0.0.254:0" : "[2001:db8::fe]:0";
        byte[] error = WirePackets.error(router, isV4 ? 3 : 2, isV4 ? 4 : 0, sent);
        ByteBuffer.wrap(error).putInt(WirePackets.transport(error) + 4, mtu);
        WirePackets.sealTransport(error);
        RawDevice.of("path").inject(WirePackets.etherType(error), error, error.length);
    }

    private <T> void set(int fd, SocketOption<T> option, T value) throws ErrnoException {
        udp.process.setsockopt(fd, option, value);
    }

    private int mtu(int fd) throws ErrnoException {
        return udp.process.getsockopt(fd, Inet.IP_MTU);
    }

    private void send(int fd, int length) throws ErrnoException {
        udp.process.send(fd, new byte[length], 0, length, 0);
    }

    @Test
    void isTheLinksAtFirst() throws ErrnoException {
        assertEquals(1500, mtu(udp.connected(PEER)));
        int fd6 = udp.connected(PEER_6);
        assertEquals(1500, udp.process.getsockopt(fd6, Inet.IPV6_MTU));
        assertErrno(Errno.ENOTCONN, () -> mtu(udp.inet()));
        assertErrno(Errno.ENOTCONN, () -> mtu(udp.inet6()));
        assertErrno(
                Errno.ENOPROTOOPT,
                () -> udp.process.getsockopt(udp.connected(PEER), Inet.IPV6_MTU));
        assertErrno(Errno.ENOPROTOOPT, () -> set(fd6, Inet.IPV6_MTU, 1400));
    }

    @Test
    void isLearntFromErrorsAboutWhatWasSent() throws ErrnoException {
        int fd = udp.connected(PEER);
        told(udp.port(fd) + 1, PEER, 1000); // forged
        assertEquals(1500, mtu(fd));
        told(udp.port(fd), PEER, 1000);
        assertEquals(1000, mtu(fd));
        assertErrno(Errno.EMSGSIZE, () -> send(fd, 10)); // so_error, as on Linux
        send(fd, 1200); // in two
        assertEquals(1, host.counters().get("Ip.FragOKs"));
        set(fd, Inet.IP_MTU_DISCOVER, 2);
        assertErrno(Errno.EMSGSIZE, () -> send(fd, 973));
        send(fd, 972);
    }

    /// As a Linux 6.18 has it: the path's where the mode heeds it, else the link's.
    @ParameterizedTest
    @CsvSource({"2, 1300, 1000", "3, 1480, 1500", "4, 1480, 1500"})
    void isToldByTheErrorAboutWhatIsTooLong(int mode, int length, int expected)
            throws ErrnoException {
        for (String peer : new String[] {PEER, PEER_6}) {
            boolean isV4 = peer.equals(PEER);
            int fd = udp.connected(peer);
            told(udp.port(fd), peer, isV4 ? 1000 : 1300);
            assertErrno(Errno.EMSGSIZE, () -> send(fd, 10)); // so_error
            set(fd, isV4 ? Inet.IP_MTU_DISCOVER : Inet.IPV6_MTU_DISCOVER, mode);
            set(fd, isV4 ? Inet.IP_RECVERR : Inet.IPV6_RECVERR, true);
            assertErrno(Errno.EMSGSIZE, () -> send(fd, length));
            Message error = Message.of(ByteBuffer.allocate(10));
            error.control().room(1);
            assertEquals(0, udp.process.recvmsg(fd, error, Msg.MSG_ERRQUEUE));
            SockExtendedErr told =
                    error.control().get(isV4 ? InetControl.IP_RECVERR : InetControl.IPV6_RECVERR);
            assertEquals(!isV4 && mode == 2 ? 1300 : expected, told.info());
        }
    }

    @Test
    void isLearntForUnconnectedSocketsToo() throws ErrnoException {
        int fd = udp.bound("0.0.0.0:5000");
        told(5000, PEER, 1000);
        assertEquals(1000, mtu(udp.connected(PEER)));
        udp.send(fd, "no error", PEER);
    }

    @Test
    void isLearntOverIpv6() throws ErrnoException {
        int fd = udp.connected(PEER_6);
        told(udp.port(fd), PEER_6, 1300);
        assertEquals(1300, udp.process.getsockopt(fd, Inet.IPV6_MTU));
        assertErrno(Errno.EMSGSIZE, () -> send(fd, 10));
        set(fd, Inet.IPV6_MTU_DISCOVER, 2);
        assertErrno(Errno.EMSGSIZE, () -> send(fd, 1253));
        send(fd, 1252);
    }

    @Test
    void isNoneOfTheBusinessOfWhoLetsRoutersCut() throws ErrnoException {
        int fd = udp.connected(PEER);
        set(fd, Inet.IP_MTU_DISCOVER, 0);
        told(udp.port(fd), PEER, 1000);
        send(fd, 10); // no error is pending
        assertEquals(1000, mtu(fd));
        set(fd, Inet.IP_MTU_DISCOVER, 4);
        told(udp.port(fd), PEER, 900);
        assertEquals(1000, mtu(fd));
    }

    @Test
    void modesAreReadAsTheyWereSet() throws ErrnoException {
        int fd = udp.inet6();
        assertEquals(1, udp.process.getsockopt(fd, Inet.IP_MTU_DISCOVER));
        assertEquals(1, udp.process.getsockopt(fd, Inet.IPV6_MTU_DISCOVER));
        assertEquals(false, udp.process.getsockopt(fd, Inet.IPV6_DONTFRAG));
        for (int mode = 0; mode <= 5; mode++) {
            set(fd, Inet.IPV6_MTU_DISCOVER, mode);
            assertEquals(mode, udp.process.getsockopt(fd, Inet.IPV6_MTU_DISCOVER));
        }
        assertErrno(Errno.EINVAL, () -> set(fd, Inet.IP_MTU_DISCOVER, 6));
        assertErrno(Errno.EINVAL, () -> set(fd, Inet.IPV6_MTU_DISCOVER, -1));
        assertErrno(Errno.ENOPROTOOPT, () -> set(udp.inet(), Inet.IPV6_DONTFRAG, true));
    }
}
