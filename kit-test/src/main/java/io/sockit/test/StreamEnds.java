package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Linger;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How streams end: the part of [StreamFamilyContract] about `shutdown`, `close` and resets.
abstract class StreamEnds extends StreamWaits {
    StreamEnds() {}

    @Nested
    class Shutdown {
        @Test
        void ofWritingLetsDataArriveBeforeTheEnd() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "all");
            process().shutdown(pair.client(), Sock.SHUT_WR);
            assertEquals("all", read(pair.server()));
            assertEquals("", read(pair.server()));
            assertEquals("", read(pair.server()));
        }

        @Test
        void ofWritingLetsUnsentDataArrive() throws ErrnoException {
            Pair pair = pair();
            int filled = fill(pair.client(), 0);
            process().shutdown(pair.client(), Sock.SHUT_WR);
            assertErrno(Errno.EPIPE, () -> write(pair.client(), "more"));
            assertEquals(filled, drain(pair.server(), 0, filled));
            assertEquals("", read(pair.server()));
        }

        @Test
        void ofWritingLeavesTheOtherDirection() throws ErrnoException {
            Pair pair = pair();
            process().shutdown(pair.client(), Sock.SHUT_WR);
            assertEquals("", read(pair.server()));
            write(pair.server(), "an answer");
            assertEquals("an answer", read(pair.client()));
            process().close(pair.server());
            assertEquals("", read(pair.client()));
        }

        @Test
        void ofReadingEndsItAtOnceOrAfterWhatIsThere() throws ErrnoException {
            Pair pair = pair();
            process().shutdown(pair.server(), Sock.SHUT_RD);
            assertEquals(0, receive(pair.server(), 0));
            write(pair.server(), "the other way");
            assertEquals("the other way", read(pair.client()));
        }

        @Test
        void ofBothEndsTheConnection() throws ErrnoException {
            Pair pair = pair();
            process().shutdown(pair.client(), Sock.SHUT_RDWR);
            assertErrno(Errno.EPIPE, () -> write(pair.client(), "x"));
            assertEquals(0, receive(pair.client(), 0));
            assertEquals("", read(pair.server()));
        }

        @Test
        void fromBothSidesHangsUp() throws ErrnoException {
            Pair pair = pair();
            process().shutdown(pair.client(), Sock.SHUT_WR);
            process().shutdown(pair.server(), Sock.SHUT_WR);
            assertEquals("", read(pair.server()));
            assertEquals("", read(pair.client()));
            assertNotEquals(0, polled(pair.client()) & PollFd.POLLHUP);
        }
    }

    @Nested
    class Close {
        @Test
        void letsDataArriveBeforeTheEnd() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "all");
            process().close(pair.client());
            assertEquals("all", read(pair.server()));
            assertEquals("", read(pair.server()));
            assertEquals(0, process().getsockopt(pair.server(), SocketOptions.SO_ERROR));
            process().close(pair.server());
            net.clock().advance(Duration.ofMinutes(10));
            assertEquals(List.of(), host().sockets().rows());
        }

        @Test
        void letsUnsentDataArrive() throws ErrnoException {
            Pair pair = pair();
            int filled = fill(pair.client(), 0);
            process().close(pair.client());
            assertEquals(filled, drain(pair.server(), 0, filled));
            assertEquals("", read(pair.server()));
            process().close(pair.server());
            net.clock().advance(Duration.ofMinutes(10));
            assertEquals(List.of(), host().sockets().rows());
        }

        @Test
        void breaksThePipeOfThePeer() throws ErrnoException {
            Pair pair = pair();
            process().close(pair.client());
            // A peer that is far away learns it by its first send.
            for (int i = 0; i < 3; i++) {
                try {
                    write(pair.server(), "x");
                    net.clock().advance(Duration.ofSeconds(1));
                } catch (ErrnoException e) {
                    assertTrue(
                            Set.of(Errno.EPIPE, Errno.ECONNRESET).contains(e.errno()),
                            e::getMessage);
                    return;
                }
            }
            throw new AssertionError("sent three times to nobody");
        }

        @Test
        void withUnreadDataResetsTheConnection() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "unread");
            soon(pair.server(), PollFd.POLLIN);
            write(pair.server(), "read before the error");
            soon(pair.client(), PollFd.POLLIN);
            process().close(pair.server());
            assertIsReset(pair.client());
        }

        @Test
        void withDataStillUnsentByThePeerResetsTheConnection() throws ErrnoException {
            Pair pair = pair();
            fill(pair.client(), 0);
            process().close(pair.server());
            assertIsReset(pair.client());
        }

        @Test
        void withLingerZeroResetsTheConnection() throws ErrnoException {
            Pair pair = pair();
            process().setsockopt(pair.server(), SocketOptions.SO_LINGER, new Linger(true, 0));
            fill(pair.server(), 0);
            process().close(pair.server());
            assertEquals(1, host().sockets().rows().size());
            assertIsReset(pair.client());
        }

        @Test
        void withLingerWaitsUntilAllHasArrived() throws Exception {
            Pair pair = pair();
            process().setsockopt(pair.client(), SocketOptions.SO_LINGER, new Linger(true, 100));
            int filled = fill(pair.client(), 0);
            ProgramThread closes = block(false, () -> process().close(pair.client()));
            assertTrue(closes.thread().isAlive());
            assertEquals(filled, drain(pair.server(), 0, filled));
            closes.join();
            assertEquals("", read(pair.server()));
        }

        @Test
        void withLingerWaitsNoLongerThanAsked() throws Exception {
            Pair pair = pair();
            process().setsockopt(pair.client(), SocketOptions.SO_LINGER, new Linger(true, 2));
            int filled = fill(pair.client(), 0);
            long before = net.clock().nanoTime();
            process().close(pair.client());
            assertEquals(Duration.ofSeconds(2).toNanos(), net.clock().nanoTime() - before);
            assertEquals(filled, drain(pair.server(), 0, filled));
        }

        /// The peer reads what has arrived, is told once, and then sees the end.
        private void assertIsReset(int fd) throws ErrnoException {
            soon(fd, PollFd.POLLIN);
            int reads = 0;
            while (true) {
                try {
                    assertNotEquals(0, receive(fd, 0), "end without error");
                    assertTrue(++reads < 10_000);
                } catch (ErrnoException e) {
                    assertEquals(Errno.ECONNRESET, e.errno(), e::getMessage);
                    break;
                }
            }
            assertEquals(0, receive(fd, 0));
            assertErrno(Errno.EPIPE, () -> write(fd, "x"));
            assertEquals(PollFd.POLLHUP, polled(fd) & (PollFd.POLLHUP | PollFd.POLLERR));
        }
    }

    @Nested
    class PlugInThatLeaves {
        @Test
        void endsConnections() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "unread");
            fill(pair.server(), 0);
            host().plugins().drain(plugin(), Duration.ZERO);
            assertErrno(Errno.ENETDOWN, () -> receive(pair.client(), 0));
            assertErrno(Errno.ENETDOWN, () -> write(pair.server(), "x"));
            process().close(pair.client());
            process().close(pair.server());
            assertEquals(List.of(), host().sockets().rows());
        }

        @Test
        void endsWhatIsStillSentWithoutDescriptors() throws ErrnoException {
            Pair pair = pair();
            fill(pair.client(), 0);
            process().close(pair.client());
            assertErrno(Errno.EBUSY, () -> host().plugins().unload(plugin()));
            host().plugins().drain(plugin(), Duration.ZERO);
            assertErrno(Errno.ENETDOWN, () -> receive(pair.server(), 0));
            process().close(pair.server());
            assertEquals(List.of(), host().sockets().rows());
        }

        @Test
        void endsAllSocketsAlthoughOneEndsAnother() throws ErrnoException {
            Pair pair = pair();
            fill(pair.server(), 0);
            process().close(pair.server());
            int last = open();
            host().plugins().drain(plugin(), Duration.ZERO);
            assertErrno(Errno.ENETDOWN, () -> receive(pair.client(), 0));
            assertErrno(Errno.ENETDOWN, () -> process().bind(last, address(5)));
        }

        @Test
        void endsConnectionsThatWaitToBeAccepted() throws ErrnoException {
            int listener = listening(0, 1);
            int client = open();
            process().connect(client, address(0));
            write(client, "unread");
            host().plugins().drain(plugin(), Duration.ZERO);
            assertErrno(Errno.ENETDOWN, () -> process().accept(listener, Sock.SOCK_NONBLOCK));
            process().close(listener);
            process().close(client);
            assertEquals(List.of(), host().sockets().rows());
        }
    }

    @Nested
    class WithoutConnection {
        @Test
        void nothingIsSent() throws ErrnoException {
            int fd = bound(0);
            try {
                assertEquals(Process.WOULD_BLOCK, process().send(fd, new byte[1], 0, 1, 0));
            } catch (ErrnoException e) {
                assertTrue(Set.of(Errno.ENOTCONN, Errno.EPIPE).contains(e.errno()), e::getMessage);
                return;
            }
            throw new AssertionError("sent to nobody");
        }
    }
}
