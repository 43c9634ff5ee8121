package io.sockit.unix;

import static io.sockit.test.Errnos.assertErrno;
import static io.sockit.unix.Unix.AF_UNIX;
import static io.sockit.unix.Unix.SO_PEERCRED;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.test.TestNetwork;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `SO_PEERCRED`: who connected, who listens, who made a pair.
class PeerCredentialsTest {
    private static final SockaddrUn NAME = SockaddrUn.abstractName("creds");

    private final TestNetwork net = TestNetwork.create(7);
    private Process server;
    private Process client;

    @BeforeEach
    void twoUsers() throws ErrnoException {
        Host host = net.host("host").start();
        server = host.process(Credentials.user(100, 200));
        client = host.process(Credentials.user(101, 201));
    }

    @AfterEach
    void close() {
        net.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {Sock.SOCK_STREAM, Sock.SOCK_SEQPACKET})
    void bothEndsOfAConnectionKnowEachOther(int type) throws ErrnoException {
        int listener = server.socket(AF_UNIX, type, 0);
        server.bind(listener, NAME);
        server.listen(listener, 1);
        int connected = client.socket(AF_UNIX, type, 0);
        assertEquals(new Ucred(0, -1, -1), client.getsockopt(connected, SO_PEERCRED));
        client.connect(connected, NAME);
        int accepted = server.accept(listener, 0);
        assertEquals(new Ucred(client.pid(), 101, 201), server.getsockopt(accepted, SO_PEERCRED));
        assertEquals(new Ucred(server.pid(), 100, 200), client.getsockopt(connected, SO_PEERCRED));
        client.close(connected);
        assertEquals(new Ucred(client.pid(), 101, 201), server.getsockopt(accepted, SO_PEERCRED));
    }

    @ParameterizedTest
    @ValueSource(ints = {Sock.SOCK_STREAM, Sock.SOCK_SEQPACKET})
    void aListenerKnowsItself(int type) throws ErrnoException {
        int listener = server.socket(AF_UNIX, type, 0);
        server.bind(listener, NAME);
        assertEquals(new Ucred(0, -1, -1), server.getsockopt(listener, SO_PEERCRED));
        server.listen(listener, 1);
        assertEquals(new Ucred(server.pid(), 100, 200), server.getsockopt(listener, SO_PEERCRED));
        client.connect(client.socket(AF_UNIX, type, 0), NAME);
        server.accept(listener, 0);
        assertEquals(new Ucred(server.pid(), 100, 200), server.getsockopt(listener, SO_PEERCRED));
    }

    @Test
    void outliveTheirProcess() throws ErrnoException {
        int listener = server.socket(AF_UNIX, Sock.SOCK_STREAM, 0);
        server.bind(listener, NAME);
        server.listen(listener, 1);
        client.connect(client.socket(AF_UNIX, Sock.SOCK_STREAM, 0), NAME);
        int accepted = server.accept(listener, 0);
        client.close();
        assertEquals(new Ucred(client.pid(), 101, 201), server.getsockopt(accepted, SO_PEERCRED));
    }

    @ParameterizedTest
    @ValueSource(ints = {Sock.SOCK_STREAM, Sock.SOCK_DGRAM, Sock.SOCK_SEQPACKET})
    void aPairKnowsWhoMadeIt(int type) throws ErrnoException {
        int[] pair = client.socketpair(AF_UNIX, type, 0);
        Ucred maker = new Ucred(client.pid(), 101, 201);
        assertEquals(maker, client.getsockopt(pair[0], SO_PEERCRED));
        assertEquals(maker, client.getsockopt(pair[1], SO_PEERCRED));
    }

    @Test
    void connectedDatagramsKnowNobody() throws ErrnoException {
        int receiver = server.socket(AF_UNIX, Sock.SOCK_DGRAM, 0);
        server.bind(receiver, NAME);
        int sender = client.socket(AF_UNIX, Sock.SOCK_DGRAM, 0);
        client.connect(sender, NAME);
        assertEquals(new Ucred(0, -1, -1), client.getsockopt(sender, SO_PEERCRED));
    }

    @Test
    void whatIsNotServedIsRefused() throws ErrnoException {
        int[] pair = client.socketpair(AF_UNIX, Sock.SOCK_STREAM, 0);
        Ucred other = new Ucred(1, 0, 0);
        assertErrno(Errno.ENOPROTOOPT, () -> client.setsockopt(pair[0], SO_PEERCRED, other));
        for (int number : new int[] {16, 59, 77}) { // PASSCRED, PEERGROUPS, PEERPIDFD
            SocketOption<Integer> option =
                    new SocketOption<>(
                            SocketOptions.SOL_SOCKET, number, "SO_" + number, Integer.class);
            assertErrno(Errno.ENOPROTOOPT, () -> client.getsockopt(pair[0], option));
        }
    }
}
