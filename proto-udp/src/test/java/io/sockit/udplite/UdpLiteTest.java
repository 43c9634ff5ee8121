package io.sockit.udplite;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.Frame;
import io.sockit.test.HostSpec;
import io.sockit.test.ScriptedPeer;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// A transport that another wrote needs nothing that is not public.
@SockitNetwork
class UdpLiteTest {
    private static final Sockaddr TO = SockaddrIn.parse("10.0.0.2:9");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int PAYLOAD = 20 + 8;

    private static int open(Process p) throws Exception {
        return p.socket(Inet.AF_INET, Sock.SOCK_DGRAM, UdpLite.NUMBER);
    }

    /// Sends 20 bytes, changes one on the way, and answers how many arrive.
    private static int through(Host a, Host b, int coverage, int changed) throws Exception {
        Process from = a.process();
        Process at = b.process();
        int out = open(from);
        int in = open(at);
        at.bind(in, TO);
        from.setsockopt(out, UdpLite.SEND_CSCOV, coverage);
        from.sendto(out, new byte[20], 0, 20, 0, TO);
        Frame frame = ScriptedPeer.of(a, "eth0").expect(SOON);
        byte[] bytes = frame.bytes();
        bytes[changed] ^= 1;
        ScriptedPeer.of(b, "eth0").inject(frame.etherType(), bytes);
        int received = at.recv(in, new byte[100], 0, 100, Msg.MSG_DONTWAIT);
        from.close(out);
        at.close(in);
        return received;
    }

    @Test
    void sumCoversTheFirstBytesAlone(
            @HostSpec(name = "a", device = "eth0=queue:", address = "10.0.0.1/24") Host a,
            @HostSpec(name = "b", device = "eth0=queue:", address = "10.0.0.2/24") Host b)
            throws Exception {
        assertEquals(20, through(a, b, 8 + 5, PAYLOAD + 5));
        assertEquals(Process.WOULD_BLOCK, through(a, b, 8 + 5, PAYLOAD + 4));
        assertEquals(Process.WOULD_BLOCK, through(a, b, 60_000, PAYLOAD + 19));
        assertEquals(2, b.counters().get("UdpLite.InErrors"));
    }

    @Test
    void connectedSocketHearsThatNobodyIsThere(
            @HostSpec(name = "a", device = "eth0=link:x", address = "10.0.0.1/24") Host a,
            @HostSpec(name = "b", device = "eth0=link:x", address = "10.0.0.2/24") Host b)
            throws Exception {
        Process p = a.process();
        int fd = open(p);
        p.connect(fd, TO);
        p.send(fd, new byte[10], 0, 10, 0);
        assertErrno(Errno.ECONNREFUSED, () -> p.recv(fd, new byte[10], 0, 10, 0));
        assertEquals(1, b.counters().get("UdpLite.NoPorts"));
    }
}
