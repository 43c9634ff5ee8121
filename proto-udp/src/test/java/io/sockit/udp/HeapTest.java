package io.sockit.udp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.inet.Inet;
import io.sockit.inet.SockaddrIn;
import io.sockit.test.HeapUse;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an idle socket weighs.
@SockitNetwork
class HeapTest {
    private static final int LOOPBACK = 0x7f00_0001;
    private static final int MANY = 30_000;

    private Process process;
    private int port;

    @BeforeEach
    void start(@HostSpec(name = "a", device = "lo=loopback:") Host host) {
        process = host.process();
    }

    private int socket() throws ErrnoException {
        return process.socket(Inet.AF_INET, Sock.SOCK_DGRAM, 0);
    }

    private static void assertAtMost(int bytes, double each) {
        assertTrue(each <= bytes, each + " B (expected: <= " + bytes + ")");
    }

    @Test
    void ofASocketThatHasDoneNothing() throws ErrnoException {
        assertAtMost(450, HeapUse.perItem(MANY, this::socket));
    }

    @Test
    void ofASocketWithAPort() throws ErrnoException {
        double each =
                HeapUse.perItem(
                        15_000, // of 64,511 ports
                        () -> process.bind(socket(), new SockaddrIn(LOOPBACK, 1024 + port++)));
        assertAtMost(700, each);
    }
}
