package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

@Timeout(60)
class BlockingTest {
    private static final long SECOND = 1_000_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private TestHost host;
    private Process process;
    private int a;
    private int b;

    @BeforeEach
    void twoSockets() throws Exception {
        host = new TestHost(clock, PacketPool.checked());
        process = host.process;
        a = host.bound(1);
        b = host.bound(2);
    }

    @AfterEach
    void nothingLeaks() {
        host.close();
    }

    private ProgramThread start(boolean virtual, Program program) {
        return virtual ? process.startVirtual("p", program) : process.start("p", program);
    }

    /// Runs the program until it waits, then what wakes it, and gives what it threw.
    private ErrnoException woken(boolean virtual, Program program, Program waker) throws Exception {
        ProgramThread waiting = start(virtual, program);
        ProgramThread waking = start(virtual, waker);
        waking.join();
        Throwable cause = assertThrows(ExecutionException.class, waiting::join).getCause();
        return (ErrnoException) cause;
    }

    @Nested
    class Receiving {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void waitsForAMessage(boolean virtual) throws Exception {
            ProgramThread reader =
                    start(virtual, p -> assertEquals("hi", TestHost.receive(p, b, 0)));
            start(virtual, p -> host.send(a, 2, "hi")).join();
            reader.join();
        }

        @Test
        void servesReadersOfOneSocketEachOneMessage() throws Exception {
            ProgramThread[] readers = new ProgramThread[4];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = start(true, p -> assertEquals("m", TestHost.receive(p, b, 0)));
            }
            start(false, p -> host.send(a, 2, "m")).join();
            for (int i = 1; i < readers.length; i++) {
                host.send(a, 2, "m");
            }
            for (ProgramThread reader : readers) {
                reader.join();
            }
            assertEquals("WOULD_BLOCK", host.receive(b, Msg.MSG_DONTWAIT));
        }

        @Test
        void givesUpAfterTheSocketsTimeOut() throws Exception {
            process.setsockopt(b, SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(3));
            long before = clock.nanoTime();
            TestHost.refuses(Errno.EAGAIN, () -> host.receive(b, 0));
            assertEquals(3 * SECOND, clock.nanoTime() - before);
        }

        @Test
        void givesUpAfterTheCallsOwnTimeOut() throws Exception {
            process.setsockopt(b, SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(3));
            Message from = new Message().timeoutNanos(SECOND);
            long before = clock.nanoTime();
            TestHost.refuses(Errno.EAGAIN, () -> process.recvfrom(b, new byte[1], 0, 1, 0, from));
            assertEquals(SECOND, clock.nanoTime() - before);
            from.timeoutNanos(0);
            TestHost.refuses(Errno.EAGAIN, () -> process.recvfrom(b, new byte[1], 0, 1, 0, from));
            assertEquals(SECOND, clock.nanoTime() - before);
            from.timeoutNanos(-7);
            TestHost.refuses(Errno.EINVAL, () -> process.recvfrom(b, new byte[1], 0, 1, 0, from));
        }

        @Test
        void keepsItsDeadlineWhenAnotherReaderWasFaster() throws Exception {
            Message from = new Message().timeoutNanos(4 * SECOND);
            ProgramThread late =
                    start(true, p -> TestHost.refuses(Errno.EAGAIN, () -> p.recvmsg(b, from, 0)));
            process.start(
                    "meddler",
                    p -> {
                        Message pause = new Message().timeoutNanos(3 * SECOND);
                        TestHost.refuses(Errno.EAGAIN, () -> p.recvmsg(a, pause, 0));
                        host.send(a, 2, "mine");
                        assertEquals("mine", TestHost.receive(p, b, 0));
                    });
            late.join();
            assertEquals(4 * SECOND, clock.nanoTime());
        }

        @Test
        void doesNotWaitOnANonBlockingFile() throws Exception {
            process.nonBlocking(b, true);
            assertEquals("WOULD_BLOCK", host.receive(b, 0));
            process.nonBlocking(b, false);
            process.setsockopt(b, SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(3));
            TestHost.refuses(Errno.EAGAIN, () -> host.receive(b, 0));
        }

        @Test
        void anErrorEndsTheWaitOnce() throws Exception {
            ErrnoException thrown =
                    woken(true, p -> TestHost.receive(p, a, 0), p -> host.send(a, 99, "lost"));
            assertEquals(Errno.ECONNREFUSED, thrown.errno());
            assertEquals("WOULD_BLOCK", host.receive(a, Msg.MSG_DONTWAIT));
        }

        @Test
        void aQueuedErrorEndsNoWait() throws Exception {
            int c = withAQueuedError();
            process.setsockopt(c, SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(3));
            TestHost.refuses(Errno.EAGAIN, () -> host.receive(c, 0));
            assertEquals(3 * SECOND, clock.nanoTime());
        }

        @Test
        void shuttingEndsTheWait() throws Exception {
            process.connect(b, new PairName(1));
            ProgramThread reader = start(true, p -> assertEquals("", TestHost.receive(p, b, 0)));
            start(true, p -> p.shutdown(b, Sock.SHUT_RD)).join();
            reader.join();
        }
    }

    @Nested
    class Interrupted {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void beforeWaitingAnswersEintrAndKeepsTheFlag(boolean virtual) throws Exception {
            start(
                            virtual,
                            p -> {
                                Thread.currentThread().interrupt();
                                TestHost.refuses(Errno.EINTR, () -> TestHost.receive(p, b, 0));
                                assertTrue(Thread.interrupted());
                            })
                    .join();
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void whileWaitingAnswersEintrAndKeepsTheFlag(boolean virtual) throws Exception {
            boolean[] kept = new boolean[1];
            ProgramThread reader =
                    start(
                            virtual,
                            p -> {
                                TestHost.refuses(Errno.EINTR, () -> TestHost.receive(p, b, 0));
                                kept[0] = Thread.interrupted();
                            });
            start(virtual, p -> reader.thread().interrupt()).join();
            reader.join();
            assertTrue(kept[0]);
        }

        @Test
        void whatIsThereIsReceivedAllTheSame() throws Exception {
            host.send(a, 2, "there");
            Thread.currentThread().interrupt();
            try {
                assertEquals("there", host.receive(b, 0));
                host.send(a, 2, "and sent");
            } finally {
                assertTrue(Thread.interrupted());
            }
        }
    }

    @Nested
    class Closed {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void underAReaderAnswersEbadf(boolean virtual) throws Exception {
            ErrnoException thrown = woken(virtual, p -> TestHost.receive(p, b, 0), p -> p.close(b));
            assertEquals(Errno.EBADF, thrown.errno());
            b = host.bound(2);
        }

        @Test
        void oneOfTwoDescriptorsTurnsAwayOnlyItsOwnReaders() throws Exception {
            int twin = process.dup(b);
            ProgramThread stays =
                    start(true, p -> assertEquals("hi", TestHost.receive(p, twin, 0)));
            ErrnoException thrown = woken(true, p -> TestHost.receive(p, b, 0), p -> p.close(b));
            assertEquals(Errno.EBADF, thrown.errno());
            assertEquals(0, host.family.detached);
            host.send(a, 2, "hi");
            stays.join();
        }

        @Test
        void underAWriterAnswersEbadf() throws Exception {
            host.family.holding = true;
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 4608);
            ErrnoException thrown = woken(true, BlockingTest.this::fill, p -> p.close(a));
            assertEquals(Errno.EBADF, thrown.errno());
        }

        @Test
        void withTheProcessUnderAReaderAnswersEbadf() throws Exception {
            ErrnoException thrown =
                    woken(true, p -> TestHost.receive(p, b, 0), p -> process.close());
            assertEquals(Errno.EBADF, thrown.errno());
            TestHost.refuses(Errno.EBADF, () -> host.bound(3));
        }
    }

    /// A socket with an error in its queue and no pending one, as a call has taken that.
    private int withAQueuedError() throws ErrnoException {
        host.family.controlling = true;
        int fd = host.bound(3);
        PairControlOps ops = (PairControlOps) host.socket(fd).ops();
        assertTrue(host.strand.call(() -> ops.fail(host.pool.take(), "gone", null)));
        return fd;
    }

    private void fill(Process by) throws ErrnoException {
        while (by.sendto(a, new byte[1], 0, 1, 0, PairOps.name(2)) > 0) {}
    }

    @Nested
    class Sending {
        @BeforeEach
        void smallBufferOnASlowWire() throws Exception {
            host.family.holding = true;
            process.setsockopt(a, SocketOptions.SO_SNDBUF, 4608);
        }

        @Test
        void waitsForRoom() throws Exception {
            for (int i = 0; i < 9; i++) {
                host.send(a, 2, "x");
            }
            boolean[] sent = new boolean[1];
            ProgramThread writer =
                    start(
                            true,
                            p -> {
                                host.send(a, 2, "y");
                                sent[0] = true;
                            });
            start(true, p -> assertFalse(sent[0])).join();
            host.family.held.remove().release();
            writer.join();
            assertTrue(sent[0]);
        }

        @Test
        void roomForManyServesAllThatWait() throws Exception {
            assertEquals(4000, process.sendto(a, new byte[4000], 0, 4000, 0, PairOps.name(2)));
            while (process.sendto(a, new byte[1], 0, 1, Msg.MSG_DONTWAIT, PairOps.name(2)) > 0) {}
            ProgramThread[] writers = new ProgramThread[3];
            for (int i = 0; i < writers.length; i++) {
                writers[i] = start(true, p -> host.send(a, 2, "y"));
            }
            start(true, p -> {}).join();
            host.family.held.remove().release();
            for (ProgramThread writer : writers) {
                writer.join();
            }
        }

        @Test
        void aWriterThatFailsTakesNoRoomFromOthers() throws Exception {
            while (process.sendto(a, new byte[1], 0, 1, Msg.MSG_DONTWAIT, PairOps.name(2)) > 0) {}
            List<Errno> failures = new ArrayList<>();
            ProgramThread[] writers = new ProgramThread[2];
            for (int i = 0; i < writers.length; i++) {
                writers[i] = start(true, p -> failures.addAll(sendErrors()));
            }
            start(true, p -> {}).join();
            host.family.failure = new ErrnoException(Errno.EPERM, "send", "no");
            host.family.held.remove().release();
            for (ProgramThread writer : writers) {
                writer.join();
            }
            assertEquals(List.of(Errno.EPERM), failures);
        }

        private List<Errno> sendErrors() {
            try {
                host.send(a, 2, "y");
                return List.of();
            } catch (ErrnoException e) {
                return List.of(e.errno());
            }
        }

        @Test
        void aQueuedErrorEndsNoWait() throws Exception {
            int c = withAQueuedError();
            process.setsockopt(c, SocketOptions.SO_SNDBUF, 4608);
            process.setsockopt(c, SocketOptions.SO_SNDTIMEO, Duration.ofSeconds(2));
            while (process.sendto(c, new byte[1], 0, 1, Msg.MSG_DONTWAIT, PairOps.name(2)) > 0) {}
            TestHost.refuses(
                    Errno.EAGAIN, () -> process.sendto(c, new byte[1], 0, 1, 0, PairOps.name(2)));
            assertEquals(2 * SECOND, clock.nanoTime());
        }

        @Test
        void givesUpAfterTheTimeOut() throws Exception {
            process.setsockopt(a, SocketOptions.SO_SNDTIMEO, Duration.ofSeconds(2));
            TestHost.refuses(Errno.EAGAIN, () -> fill(process));
            assertEquals(2 * SECOND, clock.nanoTime());
        }

        @Test
        void isInterrupted() throws Exception {
            ProgramThread writer = start(true, p -> TestHost.refuses(Errno.EINTR, () -> fill(p)));
            start(true, p -> writer.thread().interrupt()).join();
            writer.join();
        }

        @Test
        void aLargerBufferIsRoom() throws Exception {
            for (int i = 0; i < 9; i++) {
                host.send(a, 2, "x");
            }
            ProgramThread writer = start(true, p -> host.send(a, 2, "y"));
            start(true, p -> p.setsockopt(a, SocketOptions.SO_SNDBUF, 9000)).join();
            writer.join();
        }
    }
}
