package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What `poll`, `select` and epoll tell of a stream, from its beginning to its end, and that the
/// calls do what they tell: the part of [StreamFamilyContract] about readiness.
abstract class StreamReadiness extends StreamEnds {
    private static final int IN = PollFd.POLLIN;
    private static final int OUT = PollFd.POLLOUT;
    private static final int HUP = PollFd.POLLHUP;
    private static final int RDHUP = PollFd.POLLRDHUP;

    StreamReadiness() {}

    @Nested
    class StreamIs {
        @Test
        void writableWhileThereIsRoom() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            assertEquals(OUT, ready(pair.client()));
            int filled = fill(pair.client(), 0);
            assertEquals(0, ready(pair.client()));
            assertEquals(IN | OUT, ready(pair.server()));
            drain(pair.server(), 0, filled);
            soon(pair.client(), OUT);
            assertEquals(OUT, ready(pair.client()));
            write(pair.client(), "x");
        }

        @Test
        void halfHungUpWhenThePeerWritesNoMore() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "x");
            process().shutdown(pair.client(), Sock.SHUT_WR);
            soon(pair.server(), RDHUP);
            assertEquals(IN | OUT | RDHUP, ready(pair.server()));
            assertEquals("x", read(pair.server()));
            assertEquals(IN | OUT | RDHUP, ready(pair.server()));
            assertEquals("", read(pair.server()));
            // A writer is not to wait: it is told EPIPE.
            assertEquals(OUT, ready(pair.client()));
        }

        @Test
        void hungUpWhenBothDirectionsAreShut() throws ErrnoException {
            Pair pair = pair();
            process().shutdown(pair.client(), Sock.SHUT_RDWR);
            assertEquals(IN | OUT | HUP | RDHUP, ready(pair.client()));
        }

        @Test
        void readableAndFailedAfterReset() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "unread");
            soon(pair.server(), IN);
            process().close(pair.server());
            soon(pair.client(), HUP);
            assertEquals(IN | OUT | HUP | RDHUP | PollFd.POLLERR, ready(pair.client()));
            assertEquals(
                    Errno.ECONNRESET.linux(),
                    process().getsockopt(pair.client(), SocketOptions.SO_ERROR));
            assertEquals(IN | OUT | HUP | RDHUP, ready(pair.client()));
            assertEquals(0, receive(pair.client(), 0));
            assertErrno(Errno.EPIPE, () -> write(pair.client(), "x"));
        }
    }

    @Nested
    class EdgesOfStream {
        private final EpollEvents events = new EpollEvents(4);

        private int watch(int fd, int interest) throws ErrnoException {
            int epoll = process().epollCreate(0);
            process().epollCtl(epoll, Epoll.EPOLL_CTL_ADD, fd, interest | Epoll.EPOLLET, fd);
            process().epollWait(epoll, events, 0);
            assertEquals(0, process().epollWait(epoll, events, 0));
            return epoll;
        }

        @Test
        void roomIsTold() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            int filled = fill(pair.client(), 0);
            int epoll = watch(pair.client(), OUT);
            drain(pair.server(), 0, filled);
            soon(pair.client(), OUT);
            assertEquals(1, process().epollWait(epoll, events, 0));
            assertEquals(OUT, events.events(0));
            assertEquals(0, process().epollWait(epoll, events, 0));
        }

        @Test
        void theEndIsTold() throws ErrnoException {
            Pair pair = pair();
            int epoll = watch(pair.server(), IN | RDHUP);
            process().shutdown(pair.client(), Sock.SHUT_WR);
            soon(pair.server(), IN);
            assertEquals(1, process().epollWait(epoll, events, 0));
            assertEquals(IN | RDHUP, events.events(0));
            process().close(pair.client());
            process().close(pair.server());
            assertEquals(0, process().epollWait(epoll, events, 0));
        }

        @Test
        void connectionIsToldToTheListener() throws ErrnoException {
            int listener = listening(0, 4);
            int epoll = watch(listener, IN);
            process().connect(open(), address(0));
            soon(listener, IN);
            assertEquals(1, process().epollWait(epoll, events, 0));
            assertEquals(0, process().epollWait(epoll, events, 0));
            process().connect(open(), address(0));
            soon(listener, IN);
            net.clock().advance(Duration.ofSeconds(1));
            assertEquals(1, process().epollWait(epoll, events, 0));
            accepted(listener);
            assertEquals(0, process().epollWait(epoll, events, 0));
            process().nonBlocking(listener, true);
            assertNotEquals(Process.WOULD_BLOCK, process().accept(listener, 0));
        }
    }
}
