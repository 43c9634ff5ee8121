package io.sockit.examples.ring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.HeapUse;
import io.sockit.test.HostSpec;
import io.sockit.test.SockitNetwork;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an idle stream socket weighs.
@SockitNetwork
class RingHeapTest {
    private static final int MANY = 20_000;
    private static final int MOST = 700;

    private Process process;

    @BeforeEach
    void start(@HostSpec(name = "a") Host host) {
        process = host.process();
    }

    private static void assertLight(double each) {
        assertTrue(each <= MOST, each + " B (expected: <= " + MOST + ")");
    }

    @Test
    void withoutAConnection() throws ErrnoException {
        assertLight(HeapUse.perItem(MANY, () -> process.socket(Ring.AF_RING, Sock.SOCK_STREAM, 0)));
    }

    @Test
    void ofEachEndOfAConnection() throws ErrnoException {
        double both =
                HeapUse.perItem(
                        MANY / 2, () -> process.socketpair(Ring.AF_RING, Sock.SOCK_STREAM, 0));
        assertLight(both / 2);
    }
}
