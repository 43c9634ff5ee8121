package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketInfo;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What sockets keep that listen, accept and connect, whatever their connections carry. Streams
/// have it in [StreamFamilyContract]; extend it directly for other types.
public abstract class ListeningContract extends ListeningWaits {
    /// Whether the family has pairs (`socketpair`). One that has not refuses to make them.
    protected boolean hasPairs() {
        return true;
    }

    @Nested
    class Connecting {
        @Test
        void connectionHasBothNames() throws ErrnoException {
            Pair pair = pair();
            assertEquals(address(1), process().getsockname(pair.client()));
            assertEquals(address(0), process().getpeername(pair.client()));
            assertEquals(address(0), process().getsockname(pair.server()));
            assertEquals(address(1), process().getpeername(pair.server()));
            assertEquals(0, process().getsockopt(pair.client(), SocketOptions.SO_ERROR));
        }

        @Test
        void socketWithoutAddressConnects() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            int server = accepted(listener);
            assertEquals(process().getsockname(client), process().getpeername(server));
        }

        @Test
        void connectionIsServedByThePlugInUnderTest() throws ErrnoException {
            Pair pair = pair();
            for (int fd : new int[] {pair.client(), pair.server()}) {
                assertEquals(family().number(), process().getsockopt(fd, SocketOptions.SO_DOMAIN));
                assertEquals(type(), process().getsockopt(fd, SocketOptions.SO_TYPE));
                assertEquals(protocol(), process().getsockopt(fd, SocketOptions.SO_PROTOCOL));
            }
            assertErrno(Errno.EBUSY, () -> host().plugins().unload(plugin()));
            process().close(pair.client());
            process().close(pair.server());
            net.clock().advance(Duration.ofMinutes(10));
            assertEquals(List.of(), host().sockets().rows());
            host().plugins().unload(plugin());
        }

        @Test
        void nobodyListensIsRefused() throws ErrnoException {
            int fd = open();
            assertErrno(Errno.ECONNREFUSED, () -> process().connect(fd, address(0)));
            int silent = bound(0);
            assertErrno(Errno.ECONNREFUSED, () -> process().connect(fd, address(0)));
            process().listen(silent, 1);
            process().connect(fd, address(0));
        }

        @Test
        void connectedSocketIsNotConnectedAgain() throws ErrnoException {
            Pair pair = pair();
            listening(2, 1);
            assertErrno(Errno.EISCONN, () -> process().connect(pair.client(), address(2)));
            assertErrno(Errno.EISCONN, () -> process().connect(pair.server(), address(2)));
        }

        @Test
        void connectedSocketDoesNotListen() throws ErrnoException {
            Pair pair = pair();
            assertErrno(Errno.EINVAL, () -> process().listen(pair.client(), 1));
            assertErrno(Errno.EINVAL, () -> process().listen(pair.server(), 1));
        }

        @Test
        void anotherFamilysPeerIsRefused() throws ErrnoException {
            int fd = open();
            assertErrno(Errno.EAFNOSUPPORT, () -> process().connect(fd, new ForeignAddress()));
        }

        @Test
        void socketWithoutPeerHasNoneToName() throws ErrnoException {
            int fd = bound(0);
            assertErrno(Errno.ENOTCONN, () -> process().getpeername(fd));
            assertErrno(Errno.ENOTCONN, () -> process().shutdown(fd, Sock.SHUT_WR));
        }

        @Test
        void addressIsFreeAgainOnceListenerAndConnectionsAreClosed() throws ErrnoException {
            Pair pair = pair();
            process().close(pair.server());
            process().close(pair.client());
            net.clock().advance(Duration.ofMinutes(10));
            process().close(listening(0, 1));
        }

        @Test
        void noPeerAtAllLeavesConnectionOrEndsIt() throws ErrnoException {
            Pair pair = pair();
            try {
                process().connect(pair.client(), Sockaddr.UNSPEC);
                assertErrno(Errno.ENOTCONN, () -> process().getpeername(pair.client()));
            } catch (ErrnoException e) {
                assertEquals(Errno.EINVAL, e.errno(), e::getMessage);
                assertEquals(address(0), process().getpeername(pair.client()));
            }
        }

        @Test
        void pairIsConnectedOrRefused() throws ErrnoException {
            if (!hasPairs()) {
                assertErrno(
                        Errno.EOPNOTSUPP, () -> process().socketpair(family(), type(), protocol()));
                return;
            }
            int[] pair = process().socketpair(family(), type(), protocol());
            write(pair[0], "there");
            write(pair[1], "and back");
            assertEquals("there", read(pair[1]));
            assertEquals("and back", read(pair[0]));
            assertEquals(process().getsockname(pair[0]), process().getpeername(pair[1]));
            assertErrno(Errno.EISCONN, () -> process().connect(pair[0], address(0)));
            process().close(pair[0]);
            assertEquals("", read(pair[1]));
        }
    }

    @Nested
    class Listening {
        @Test
        void socketSaysSo() throws ErrnoException {
            int fd = listening(0, 1);
            assertEquals(true, process().getsockopt(fd, SocketOptions.SO_ACCEPTCONN));
            SocketInfo row = host().sockets().rows().getFirst();
            assertEquals("LISTEN", row.state());
            assertEquals(address(0), row.local());
        }

        @Test
        void socketIsListedWithItsQueue() throws ErrnoException {
            int listener = listening(0, 3);
            process().connect(open(), address(0));
            soon(listener, PollFd.POLLIN);
            SocketInfo row = host().sockets().rows().getFirst();
            assertEquals(1, row.received());
            assertEquals(3, row.unsent());
            accepted(listener);
            assertEquals(0, host().sockets().rows().getFirst().received());
        }

        @Test
        void socketThatDoesNotListenDoesNotAccept() throws ErrnoException {
            int fd = bound(0);
            assertErrno(Errno.EINVAL, () -> process().accept(fd, 0));
        }

        @Test
        void socketDoesNotConnect() throws ErrnoException {
            listening(0, 1);
            int fd = listening(1, 1);
            ErrnoException refused =
                    assertThrows(ErrnoException.class, () -> process().connect(fd, address(0)));
            assertTrue(
                    Set.of(Errno.EINVAL, Errno.EISCONN).contains(refused.errno()),
                    refused::getMessage);
        }

        @Test
        void connectionsAreAcceptedInTheirOrder() throws ErrnoException {
            int listener = listening(0, 3);
            for (int n = 1; n <= 3; n++) {
                process().connect(bound(n), address(0));
            }
            for (int n = 1; n <= 3; n++) {
                soon(listener, PollFd.POLLIN);
                Message peer = new Message();
                int fd = process().accept(listener, 0, peer);
                assertEquals(address(n), peer.name());
                assertEquals(address(n), process().getpeername(fd));
            }
            process().nonBlocking(listener, true);
            assertEquals(Process.WOULD_BLOCK, process().accept(listener, 0));
        }

        @Test
        void acceptedDescriptorTakesFlagsOfTheCallAlone() throws ErrnoException {
            int listener = listening(0, 2);
            process().connect(bound(1), address(0));
            process().connect(bound(2), address(0));
            soon(listener, PollFd.POLLIN);
            int plain = accepted(listener);
            assertEquals(0, process().fcntl(plain, Fcntl.F_GETFD, 0));
            int flags = process().fcntl(plain, Fcntl.F_GETFL, 0);
            assertEquals(0, flags & Fcntl.O_NONBLOCK);
            int both = process().accept(listener, Sock.SOCK_NONBLOCK | Sock.SOCK_CLOEXEC);
            assertEquals(Fcntl.FD_CLOEXEC, process().fcntl(both, Fcntl.F_GETFD, 0));
            assertEquals(
                    Fcntl.O_NONBLOCK, process().fcntl(both, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK);
        }

        @Test
        void connectionInheritsBufferSizes() throws ErrnoException {
            int listener = listening(0, 1);
            small(listener);
            process().connect(open(), address(0));
            int server = accepted(listener);
            assertEquals(16_384, process().getsockopt(server, SocketOptions.SO_RCVBUF));
            assertEquals(16_384, process().getsockopt(server, SocketOptions.SO_SNDBUF));
        }

        @Test
        void dataSentBeforeAcceptArrives() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            write(client, "early");
            assertEquals("early", read(accepted(listener)));
        }

        @Test
        void clientThatLeftIsAcceptedWithItsData() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            write(client, "last words");
            process().close(client);
            int server = accepted(listener);
            assertEquals("last words", read(server));
            assertEquals("", read(server));
        }

        @Test
        void closingResetsConnectionsThatWait() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            soon(listener, PollFd.POLLIN);
            process().close(listener);
            soon(client, PollFd.POLLIN);
            assertErrno(Errno.ECONNRESET, () -> receive(client, 0));
            assertEquals(0, receive(client, 0));
            process().close(client);
            assertEquals(List.of(), host().sockets().rows());
        }

        @Test
        void shutdownEndsIt() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            soon(listener, PollFd.POLLIN);
            process().shutdown(listener, Sock.SHUT_RD);
            assertErrno(Errno.EINVAL, () -> process().accept(listener, 0));
            assertErrno(Errno.ECONNREFUSED, () -> process().connect(open(), address(0)));
            soon(client, PollFd.POLLIN);
            assertErrno(Errno.ECONNRESET, () -> receive(client, 0));
            process().listen(listener, 1);
            process().connect(open(), address(0));
            accepted(listener);
        }
    }

    @Nested
    class Readiness {
        @Test
        void ofListenerIsThatOfItsQueue() throws ErrnoException {
            int listener = listening(0, 2);
            assertEquals(0, ready(listener));
            process().connect(open(), address(0));
            soon(listener, PollFd.POLLIN);
            assertEquals(PollFd.POLLIN, ready(listener));
            // That took it.
            assertEquals(0, ready(listener));
        }

        @Test
        void ofConnectionIsThatOfItsBuffers() throws ErrnoException {
            Pair pair = pair();
            assertEquals(PollFd.POLLOUT, ready(pair.client()));
            write(pair.client(), "x");
            soon(pair.server(), PollFd.POLLIN);
            assertEquals(PollFd.POLLIN | PollFd.POLLOUT, ready(pair.server()));
        }
    }
}
