package io.sockit.udp;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `net.core.packet_mem` bounds what all sockets of a host keep.
@SockitNetwork
class PacketMemoryTest {
    private static final String NAME = "net.core.packet_mem";

    private Host host;
    private Udp udp;

    @BeforeEach
    void start(@HostSpec(name = "a", device = "lo=loopback:") Host started) {
        host = started;
        udp = Udp.of(started);
    }

    /// Sends to a new socket until one datagram is not kept.
    private int kept(int port) throws ErrnoException {
        udp.bound("127.0.0.1:" + port);
        int fd = udp.inet();
        long before = dropped();
        int sent = 0;
        while (dropped() == before) {
            udp.process.sendto(fd, new byte[100], 0, 100, 0, Udp.address("127.0.0.1:" + port));
            sent++;
        }
        return sent - 1;
    }

    private long dropped() {
        return host.counters().drops().getOrDefault("Udp.RcvbufErrors", 0L);
    }

    @Test
    void isSharedByAllSockets() throws ErrnoException {
        int alone = kept(5000);
        host.sysctls().set(NAME, "10 20");
        int more = kept(5001);
        assertTrue(more < alone / 10, more + " more than " + alone);
        host.sysctls().set(NAME, "1000 2000");
        assertEquals(alone, kept(5002));
    }

    @Test
    void hasTwoLevels() throws ErrnoException {
        assertErrno(Errno.EINVAL, () -> host.sysctls().set(NAME, "20 10"));
        host.sysctls().set(NAME, "10 20");
        assertEquals("10 20", host.sysctls().get(NAME));
    }
}
