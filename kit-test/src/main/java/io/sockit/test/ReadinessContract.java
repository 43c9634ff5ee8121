package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Epoll;
import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.ProgramThread;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/// That `poll`, `select` and epoll agree with each other and with what the calls then do, for
/// sockets of any type that can have a peer. A subclass names family, plug-in, type, protocol and
/// addresses; datagram sockets are connected to each other, others by a listener.
public abstract class ReadinessContract extends ConnectedContract {
    private static final int IN = PollFd.POLLIN;
    private static final int OUT = PollFd.POLLOUT;
    private static final long LONG = Duration.ofHours(1).toNanos();

    private final EpollEvents events = new EpollEvents(4);

    private int epoll(int fd, int interest, long data) throws ErrnoException {
        int epoll = process().epollCreate(0);
        process().epollCtl(epoll, Epoll.EPOLL_CTL_ADD, fd, interest, data);
        return epoll;
    }

    private int told(int epoll) throws ErrnoException {
        return process().epollWait(epoll, events, 0);
    }

    @Nested
    class Level {
        @Test
        void isThatOfTheBuffers() throws ErrnoException {
            Pair pair = pair();
            assertEquals(OUT, ready(pair.client()));
            assertEquals(OUT, ready(pair.server()));
            write(pair.client(), "hello");
            soon(pair.server(), IN);
            assertEquals(IN | OUT, ready(pair.server()));
            assertEquals(OUT, ready(pair.client()));
            assertEquals("hello", read(pair.server()));
            assertEquals(OUT, ready(pair.server()));
        }

        @Test
        void isToldUntilAllIsRead() throws ErrnoException {
            Pair pair = pair();
            int epoll = epoll(pair.server(), Epoll.EPOLLIN, 7);
            assertEquals(0, told(epoll));
            write(pair.client(), "one");
            write(pair.client(), "two");
            soon(pair.server(), IN);
            assertEquals(1, told(epoll));
            assertEquals(7, events.data(0));
            assertEquals(Epoll.EPOLLIN, events.events(0));
            read(pair.server(), 3);
            assertEquals(1, told(epoll));
            read(pair.server(), 3);
            assertEquals(0, told(epoll));
        }

        @Test
        void ofSeveralDescriptorsIsToldForEach() throws ErrnoException {
            Pair pair = pair();
            int epoll = epoll(pair.server(), Epoll.EPOLLIN | Epoll.EPOLLOUT, 1);
            process().epollCtl(epoll, Epoll.EPOLL_CTL_ADD, pair.client(), Epoll.EPOLLIN, 2);
            assertEquals(1, told(epoll));
            write(pair.server(), "x");
            soon(pair.client(), IN);
            assertEquals(2, told(epoll));
            assertEquals(3, events.data(0) + events.data(1));
            PollFd[] entries = {new PollFd(pair.server(), IN), new PollFd(pair.client(), IN)};
            assertEquals(1, process().poll(entries, 0));
            assertEquals(0, entries[0].revents());
            assertEquals(IN, entries[1].revents());
        }

        @Test
        void ofDescriptorThatIsNoneIsTold() throws ErrnoException {
            Pair pair = pair();
            process().close(pair.client());
            PollFd[] entries = {new PollFd(pair.client(), IN)};
            assertEquals(1, process().poll(entries, 0));
            assertEquals(PollFd.POLLNVAL, entries[0].revents());
            BitSet read = new BitSet();
            read.set(pair.client());
            assertErrno(
                    Errno.EBADF, () -> process().select(pair.client() + 1, read, null, null, 0));
        }
    }

    @Nested
    class Edge {
        @Test
        void isToldOnceForEachArrival() throws ErrnoException {
            Pair pair = pair();
            int epoll = epoll(pair.server(), Epoll.EPOLLIN | Epoll.EPOLLET, 1);
            assertEquals(0, told(epoll));
            write(pair.client(), "one");
            soon(pair.server(), IN);
            assertEquals(1, told(epoll));
            assertEquals(0, told(epoll));
            write(pair.client(), "two");
            net.clock().advance(Duration.ofSeconds(1));
            assertEquals(1, told(epoll));
            read(pair.server(), 2);
            assertEquals(0, told(epoll));
        }

        @Test
        void isToldForWhatIsThereAlready() throws ErrnoException {
            Pair pair = pair();
            write(pair.client(), "one");
            soon(pair.server(), IN);
            int epoll = epoll(pair.server(), Epoll.EPOLLIN | Epoll.EPOLLET, 1);
            assertEquals(1, told(epoll));
            assertEquals(0, told(epoll));
            process()
                    .epollCtl(
                            epoll,
                            Epoll.EPOLL_CTL_MOD,
                            pair.server(),
                            Epoll.EPOLLIN | Epoll.EPOLLET,
                            2);
            assertEquals(1, told(epoll));
            assertEquals(2, events.data(0));
            assertEquals(0, told(epoll));
        }

        @Test
        void underOneShotIsToldOnceUntilItIsArmedAgain() throws ErrnoException {
            Pair pair = pair();
            int interest = Epoll.EPOLLIN | Epoll.EPOLLONESHOT;
            int epoll = epoll(pair.server(), interest, 1);
            write(pair.client(), "one");
            soon(pair.server(), IN);
            assertEquals(1, told(epoll));
            write(pair.client(), "two");
            net.clock().advance(Duration.ofSeconds(1));
            assertEquals(0, told(epoll));
            process().epollCtl(epoll, Epoll.EPOLL_CTL_MOD, pair.server(), interest, 1);
            assertEquals(1, told(epoll));
        }

        @Test
        void ofDescriptorThatIsTakenOutOrClosedIsNotTold() throws ErrnoException {
            Pair pair = pair();
            int epoll = epoll(pair.server(), Epoll.EPOLLIN, 1);
            write(pair.client(), "one");
            soon(pair.server(), IN);
            process().epollCtl(epoll, Epoll.EPOLL_CTL_DEL, pair.server(), 0, 0);
            assertEquals(0, told(epoll));
            process().epollCtl(epoll, Epoll.EPOLL_CTL_ADD, pair.server(), Epoll.EPOLLIN, 1);
            assertEquals(1, told(epoll));
            process().close(pair.server());
            assertEquals(0, told(epoll));
        }
    }

    /// The calls that wait for readiness.
    enum Wait {
        POLL,
        SELECT,
        EPOLL,
        EPOLL_OF_EPOLL
    }

    @Nested
    class Waiting {
        private int waitFor(Wait how, int fd, long timeout) throws ErrnoException {
            return switch (how) {
                case POLL -> process().poll(new PollFd[] {new PollFd(fd, IN)}, timeout);
                case SELECT -> {
                    BitSet read = new BitSet();
                    read.set(fd);
                    yield process().select(fd + 1, read, null, null, timeout);
                }
                case EPOLL ->
                        process()
                                .epollWait(
                                        epoll(fd, Epoll.EPOLLIN, 1), new EpollEvents(1), timeout);
                case EPOLL_OF_EPOLL ->
                        process()
                                .epollWait(
                                        epoll(epoll(fd, Epoll.EPOLLIN, 1), Epoll.EPOLLIN, 2),
                                        new EpollEvents(1),
                                        timeout);
            };
        }

        @ParameterizedTest
        @EnumSource(Wait.class)
        void endsWhenSomethingArrives(Wait how) throws Exception {
            Pair pair = pair();
            AtomicInteger ready = new AtomicInteger(-1);
            ProgramThread waits =
                    block(
                            how == Wait.POLL || how == Wait.EPOLL,
                            () -> ready.set(waitFor(how, pair.server(), LONG)));
            assertEquals(-1, ready.get());
            write(pair.client(), "hello");
            waits.join();
            assertEquals(1, ready.get());
            assertEquals("hello", read(pair.server()));
        }

        @ParameterizedTest
        @EnumSource(Wait.class)
        void endsOnTimeWithNothing(Wait how) throws ErrnoException {
            Pair pair = pair();
            long before = net.clock().nanoTime();
            assertEquals(0, waitFor(how, pair.server(), 900));
            assertEquals(900, net.clock().nanoTime() - before);
        }

        @ParameterizedTest
        @EnumSource(Wait.class)
        void endsWhenThePlugInLeaves(Wait how) throws Exception {
            Pair pair = pair();
            AtomicInteger ready = new AtomicInteger(-1);
            ProgramThread waits = block(false, () -> ready.set(waitFor(how, pair.server(), LONG)));
            host().plugins().drain(plugin(), Duration.ZERO);
            waits.join();
            assertEquals(1, ready.get());
            assertTrue((polled(pair.server()) & (PollFd.POLLHUP | PollFd.POLLERR)) != 0);
        }
    }
}
