package io.sockit.unix;

import static io.sockit.test.Errnos.assertErrno;
import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A host whose packets take all the memory that they may.
class UnixMemoryTest {
    private static final SockaddrUn NAME = SockaddrUn.abstractName("listener");
    private static final byte[] DATA = new byte[60_000];

    private final TestNetwork net = TestNetwork.create(7);
    private Host host;
    private Process process;

    @BeforeEach
    void start() throws ErrnoException {
        host = net.host("host").start();
        process = host.process();
    }

    @AfterEach
    void close() {
        net.close();
    }

    /// Leaves data unread, and then no memory for more.
    private int full() throws ErrnoException {
        int[] pair = process.socketpair(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.send(pair[0], DATA, 0, DATA.length, 0);
        host.sysctls().set("net.core.packet_mem", "1 2");
        return pair[1];
    }

    @Test
    void sendsOfStreamsAreRefused() throws ErrnoException {
        int[] pair = process.socketpair(AF_UNIX, Sock.SOCK_STREAM, 0);
        int reader = full();
        assertErrno(Errno.ENOBUFS, () -> process.send(pair[0], DATA, 0, 10, Msg.MSG_DONTWAIT));
        assertEquals(DATA.length, process.recv(reader, new byte[DATA.length], 0, DATA.length, 0));
        assertEquals(10, process.send(pair[0], DATA, 0, 10, Msg.MSG_DONTWAIT));
    }

    @Test
    void connectionsAreRefused() throws ErrnoException {
        int listener = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        process.bind(listener, NAME);
        process.listen(listener, 1);
        int client = process.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        full();
        assertErrno(Errno.ENOBUFS, () -> process.connect(client, NAME));
    }
}
