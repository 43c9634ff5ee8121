package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// How listening sockets, and those that connect, wait: the part of [ListeningContract] with
/// threads and full queues in it.
abstract class ListeningWaits extends ConnectedContract {
    private static final int MORE_THAN_FIT = 50;

    ListeningWaits() {}

    @Nested
    class Backlog {
        /// Connects without waiting until the listener at address 0 has no more room.
        ///
        /// @param begun takes the clients that have a connection
        private int fill(List<Integer> begun) throws ErrnoException {
            for (int i = 0; i < MORE_THAN_FIT; i++) {
                int client = open();
                try {
                    begin(client, 0);
                } catch (ErrnoException e) {
                    assertTrue(
                            Set.of(Errno.EAGAIN, Errno.EINPROGRESS).contains(e.errno()),
                            e::getMessage);
                    if (e.errno() == Errno.EAGAIN) {
                        return client;
                    }
                    soon(client, PollFd.POLLOUT);
                    if ((polled(client) & PollFd.POLLOUT) == 0) {
                        return client;
                    }
                    assertEquals(0, process().getsockopt(client, SocketOptions.SO_ERROR));
                }
                begun.add(client);
            }
            throw new AssertionError(MORE_THAN_FIT + " connections wait (expected: about 2)");
        }

        /// A listener whose backlog is full.
        private int full() throws ErrnoException {
            int listener = listening(0, 1);
            fill(new ArrayList<>());
            return listener;
        }

        private ProgramThread connecting(boolean virtual, int fd, AtomicInteger done) {
            return block(
                    virtual,
                    () -> {
                        process().connect(fd, address(0));
                        done.incrementAndGet();
                    });
        }

        @Test
        void boundsConnectionsThatWait() throws ErrnoException {
            int listener = listening(0, 1);
            List<Integer> begun = new ArrayList<>();
            fill(begun);
            // Linux: one more than was asked for.
            assertTrue(Set.of(1, 2).contains(begun.size()), () -> "waiting: " + begun.size());
            for (int ignored : begun) {
                accepted(listener);
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void lettingOneInServesTheOneThatWaits(boolean virtual) throws Exception {
            int listener = full();
            int client = bound(1);
            AtomicInteger done = new AtomicInteger();
            ProgramThread waits = connecting(virtual, client, done);
            assertEquals(0, done.get());
            assertErrno(Errno.EALREADY, () -> begin(client, 0));
            accepted(listener);
            waits.join();
            assertEquals(1, done.get());
            assertEquals(address(0), process().getpeername(client));
            write(client, "x");
        }

        @Test
        void growsByListeningAgain() throws Exception {
            int listener = full();
            AtomicInteger done = new AtomicInteger();
            ProgramThread waits = connecting(false, bound(1), done);
            process().listen(listener, 5);
            waits.join();
            assertEquals(1, done.get());
            process().connect(bound(2), address(0));
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void ofListenerThatClosesRefusesThoseThatWait(boolean shutdown) throws Exception {
            int listener = full();
            int client = bound(1);
            ProgramThread waits =
                    block(
                            false,
                            () ->
                                    assertErrno(
                                            Errno.ECONNREFUSED,
                                            () -> process().connect(client, address(0))));
            if (shutdown) {
                process().shutdown(listener, Sock.SHUT_RD);
            } else {
                process().close(listener);
            }
            waits.join();
            assertErrno(Errno.ENOTCONN, () -> process().getpeername(client));
        }

        @Test
        void forgetsOneThatWaitsNoMore() throws Exception {
            int listener = full();
            int client = bound(1);
            ProgramThread waits =
                    block(
                            false,
                            () ->
                                    assertErrno(
                                            Errno.EBADF,
                                            () -> process().connect(client, address(0))));
            process().close(client);
            waits.join();
            process().close(bound(1));
            int count = 0;
            process().nonBlocking(listener, true);
            while (process().accept(listener, 0) >= 0) {
                count++;
            }
            assertTrue(count <= 2, "accepted: " + count);
        }

        @Test
        void goesOnConnectingAfterTimeOut() throws Exception {
            int listener = full();
            int client = bound(1);
            process().setsockopt(client, SocketOptions.SO_SNDTIMEO, Duration.ofMillis(10));
            assertErrno(Errno.EINPROGRESS, () -> process().connect(client, address(0)));
            assertEquals(0, polled(client) & PollFd.POLLOUT);
            accepted(listener);
            soon(client, PollFd.POLLOUT);
            assertNotEquals(0, polled(client) & PollFd.POLLOUT);
            assertEquals(0, process().getsockopt(client, SocketOptions.SO_ERROR));
            process().connect(client, address(0)); // as on Linux: told once
            assertErrno(Errno.EISCONN, () -> process().connect(client, address(0)));
        }
    }

    @Nested
    class BlockedAccept {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isServed(boolean virtual) throws Exception {
            int listener = listening(0, 1);
            AtomicInteger fd = new AtomicInteger(-1);
            ProgramThread accepts = block(virtual, () -> fd.set(process().accept(listener, 0)));
            process().connect(bound(1), address(0));
            accepts.join();
            assertEquals(address(1), process().getpeername(fd.get()));
        }

        @Test
        void isInterruptedAndKeepsTheFlag() throws Exception {
            int listener = listening(0, 1);
            ProgramThread accepts =
                    block(
                            false,
                            () -> {
                                assertErrno(Errno.EINTR, () -> process().accept(listener, 0));
                                assertTrue(Thread.currentThread().isInterrupted());
                            });
            accepts.thread().interrupt();
            accepts.join();
        }

        @Test
        void isWokenWhenTheListenerCloses() throws Exception {
            int listener = listening(0, 1);
            ProgramThread accepts =
                    block(
                            true,
                            () -> assertErrno(Errno.EBADF, () -> process().accept(listener, 0)));
            process().close(listener);
            accepts.join();
        }

        @Test
        void isWokenByShutdown() throws Exception {
            int listener = listening(0, 1);
            ProgramThread accepts =
                    block(
                            false,
                            () -> assertErrno(Errno.EINVAL, () -> process().accept(listener, 0)));
            process().shutdown(listener, Sock.SHUT_RD);
            accepts.join();
        }

        @Test
        void isWokenWhenThePlugInLeaves() throws Exception {
            int listener = listening(0, 1);
            ProgramThread accepts =
                    block(
                            false,
                            () -> assertErrno(Errno.ENETDOWN, () -> process().accept(listener, 0)));
            host().plugins().drain(plugin(), Duration.ZERO);
            accepts.join();
            assertErrno(Errno.ENETDOWN, () -> process().accept(listener, 0));
        }

        @Test
        void endsOnTimeWithItsTimeOut() throws ErrnoException {
            int listener = listening(0, 1);
            Duration timeout = Duration.ofMillis(1500);
            process().setsockopt(listener, SocketOptions.SO_RCVTIMEO, timeout);
            long before = net.clock().nanoTime();
            assertErrno(Errno.EAGAIN, () -> process().accept(listener, 0));
            assertEquals(timeout.toNanos(), net.clock().nanoTime() - before);
        }
    }
}
