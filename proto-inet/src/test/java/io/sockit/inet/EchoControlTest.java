package io.sockit.inet;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.sockit.api.ControlType;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOptions;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/// What echo sockets tell and take beside the data: enough for a traceroute.
@SockitNetwork
class EchoControlTest {
    private static final long SOON = Duration.ofSeconds(1).toNanos();

    private final ByteBuffer buffer = ByteBuffer.allocate(2000);
    private final Message in = Message.of(buffer).timeoutNanos(SOON);

    private String receive(Pings pings, int flags) throws ErrnoException {
        buffer.clear();
        in.control().room(4);
        return pings.process().recvmsg(pings.fd, in, flags) == Process.WOULD_BLOCK
                ? "(nothing)"
                : in.control().toString();
    }

    private static <T> void send(Pings pings, Sockaddr to, ControlType<T> type, T value)
            throws ErrnoException {
        Message out = Message.of(ByteBuffer.wrap(pings.request(1, 5))).name(to);
        out.control().put(type, value);
        pings.process().sendmsg(pings.fd, out, 0);
    }

    @Test
    void repliesTellWhereTheyCame(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws ErrnoException {
        try (Pings v4 = new Pings(host, Inet.AF_INET);
                Pings v6 = new Pings(host, Inet.AF_INET6)) {
            v4.process().setsockopt(v4.fd, Inet.IP_PKTINFO, true);
            v4.process().setsockopt(v4.fd, Inet.IP_RECVTTL, true);
            send(v4, Inet.inaddrLoopback(0), InetControl.IP_PKTINFO, InPktinfo.from(0x7f00_0007));
            assertEquals("[IP_PKTINFO: 1 127.0.0.7 (127.0.0.7), IP_TTL: 64]", receive(v4, 0));
            v6.process().setsockopt(v6.fd, Inet.IPV6_RECVHOPLIMIT, true);
            v6.process().setsockopt(v6.fd, Inet.IPV6_RECVTCLASS, true);
            v6.send(Inet.in6addrLoopback(0), 1, 5);
            assertEquals("[IPV6_HOPLIMIT: 64, IPV6_TCLASS: 0]", receive(v6, 0));
            ControlType<Integer> unknown = new ControlType<>(0, 99, "NONE", Integer.class);
            assertErrno(Errno.EINVAL, () -> send(v4, Inet.inaddrLoopback(0), unknown, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1:0", "[2001:db8:9::1]:0"})
    void hopsOnTheWayAreFoundOneByOne(
            String far,
            @HostSpec(
                            name = "a",
                            device = "eth0=link:x",
                            address = {"10.0.0.1/24", "2001:db8::1/64"},
                            route = {"0.0.0.0/0 10.0.0.2 eth0", "::/0 2001:db8::2 eth0"})
                    Host a,
            @HostSpec(
                            name = "r",
                            device = "eth0=link:x",
                            address = {"10.0.0.2/24", "2001:db8::2/64"},
                            sysctl = {"net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"})
                    Host router)
            throws ErrnoException {
        boolean v4 = !far.startsWith("[");
        try (Pings pings = new Pings(a, v4 ? Inet.AF_INET : Inet.AF_INET6)) {
            Process p = pings.process();
            p.setsockopt(pings.fd, v4 ? Inet.IP_RECVERR : Inet.IPV6_RECVERR, true);
            Sockaddr to = v4 ? SockaddrIn.parse(far) : SockaddrIn6.parse(far);
            send(pings, to, v4 ? InetControl.IP_TTL : InetControl.IPV6_HOPLIMIT, 1);
            assertErrno(Errno.EHOSTUNREACH, pings::receive);
            receive(pings, Msg.MSG_ERRQUEUE);
            SockExtendedErr error =
                    in.control().get(v4 ? InetControl.IP_RECVERR : InetControl.IPV6_RECVERR);
            assertNotNull(error);
            assertEquals(v4 ? 2 : 3, error.origin());
            assertEquals(v4 ? 11 : 3, error.type());
            String near = String.valueOf(error.offender());
            assertEquals(v4 ? "10.0.0.2:0" : "[2001:db8::2]:0", near);
            assertEquals(to, in.name());
            byte[] sent = pings.request(1, 5);
            byte[] payload = Arrays.copyOfRange(buffer.array(), 8, buffer.position());
            assertArrayEquals(Arrays.copyOfRange(sent, 8, sent.length), payload);
            assertEquals("(nothing)", receive(pings, Msg.MSG_ERRQUEUE));
            assertEquals(1, router.counters().get(v4 ? "Icmp.OutErrs" : "Icmp6.OutErrs"));
        }
    }

    @Test
    void whatIsTooLongIsQueuedToo(@HostSpec(name = "a", device = "lo=loopback:") Host host)
            throws ErrnoException {
        host.links().mtu("lo", 1500);
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            Process p = pings.process();
            p.setsockopt(pings.fd, Inet.IP_MTU_DISCOVER, 2); // never cut
            p.setsockopt(pings.fd, Inet.IP_RECVERR, true);
            assertErrno(Errno.EMSGSIZE, () -> pings.send(Inet.inaddrLoopback(0), 1, 1500));
            receive(pings, Msg.MSG_ERRQUEUE);
            assertEquals(1500, in.control().get(InetControl.IP_RECVERR).info());
            assertEquals(Inet.inaddrLoopback(0), in.name());
            p.setsockopt(pings.fd, Inet.IP_RECVERR, false);
            assertErrno(Errno.EMSGSIZE, () -> pings.send(Inet.inaddrLoopback(0), 1, 1500));
            assertEquals("(nothing)", receive(pings, Msg.MSG_ERRQUEUE));
            assertEquals(0, p.getsockopt(pings.fd, SocketOptions.SO_ERROR));
        }
    }

    @Test
    void gatewaysAreNotAskedUnderMsgDontroute(
            @HostSpec(
                            name = "a",
                            device = "eth0=queue:",
                            address = "10.0.0.1/24",
                            route = "0.0.0.0/0 10.0.0.2 eth0")
                    Host host)
            throws ErrnoException {
        try (Pings pings = new Pings(host, Inet.AF_INET)) {
            Process p = pings.process();
            byte[] request = pings.request(1, 0);
            Sockaddr far = SockaddrIn.parse("192.0.2.1:0");
            p.sendto(pings.fd, request, 0, 8, 0, far);
            assertErrno(
                    Errno.ENETUNREACH,
                    () -> p.sendto(pings.fd, request, 0, 8, Msg.MSG_DONTROUTE, far));
        }
    }
}
