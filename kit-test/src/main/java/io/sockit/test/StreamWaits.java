package io.sockit.test;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketOptions;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// How readers and writers of streams wait: the part of [StreamFamilyContract] with threads in it.
abstract class StreamWaits extends ListeningContract {
    private static final int LONG = 1 << 20;

    StreamWaits() {}

    @Override
    protected final int type() {
        return Sock.SOCK_STREAM;
    }

    /// Reads numbered bytes to the end of the stream, waiting for them.
    final int readAll(int fd) throws ErrnoException {
        byte[] data = new byte[3000];
        int at = 0;
        while (true) {
            int n = process().recv(fd, data, 0, data.length, 0);
            if (n == 0) {
                return at;
            }
            for (int i = 0; i < n; i++) {
                assertEquals(number(at + i), data[i], "byte " + (at + i));
            }
            at += n;
        }
    }

    private static byte[] numbered(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = number(i);
        }
        return data;
    }

    @Nested
    class BlockedReader {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isServed(boolean virtual) throws Exception {
            Pair pair = pair();
            AtomicInteger read = new AtomicInteger(-1);
            ProgramThread reader =
                    block(
                            virtual,
                            () -> read.set(process().recv(pair.server(), new byte[9], 0, 9, 0)));
            write(pair.client(), "hello");
            reader.join();
            assertEquals(5, read.get());
        }

        @Test
        void waitsForAllUnderMsgWaitall() throws Exception {
            Pair pair = pair();
            AtomicInteger read = new AtomicInteger(-1);
            ProgramThread reader =
                    block(
                            false,
                            () ->
                                    read.set(
                                            process()
                                                    .recv(
                                                            pair.server(),
                                                            new byte[8],
                                                            0,
                                                            8,
                                                            Msg.MSG_WAITALL)));
            write(pair.client(), "hello");
            net.clock().advance(Duration.ofSeconds(1));
            assertEquals(-1, read.get());
            write(pair.client(), "you too");
            reader.join();
            assertEquals(8, read.get());
            assertEquals(" too", read(pair.server()));
        }

        @Test
        void isServedBesideALookThatWantsMore() throws Exception {
            Pair pair = pair();
            process().setsockopt(pair.server(), SocketOptions.SO_PEEK_OFF, 10);
            byte[] looked = new byte[1];
            ProgramThread looks =
                    block(false, () -> process().recv(pair.server(), looked, 0, 1, Msg.MSG_PEEK));
            AtomicInteger read = new AtomicInteger(-1);
            ProgramThread reader =
                    block(
                            false,
                            () -> read.set(process().recv(pair.server(), new byte[5], 0, 5, 0)));
            write(pair.client(), "hello");
            reader.join();
            assertEquals(5, read.get());
            write(pair.client(), "012345678 look");
            looks.join();
            assertEquals('5', looked[0]);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void seesTheEnd(boolean byShutdown) throws Exception {
            Pair pair = pair();
            AtomicInteger read = new AtomicInteger(-1);
            ProgramThread reader =
                    block(
                            false,
                            () -> read.set(process().recv(pair.server(), new byte[9], 0, 9, 0)));
            if (byShutdown) {
                process().shutdown(pair.client(), Sock.SHUT_WR);
            } else {
                process().close(pair.client());
            }
            reader.join();
            assertEquals(0, read.get());
        }

        @Test
        void isWokenByShutdownOfItsOwnSide() throws Exception {
            Pair pair = pair();
            AtomicInteger read = new AtomicInteger(-1);
            ProgramThread reader =
                    block(
                            true,
                            () -> read.set(process().recv(pair.server(), new byte[9], 0, 9, 0)));
            process().shutdown(pair.server(), Sock.SHUT_RD);
            reader.join();
            assertEquals(0, read.get());
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isInterruptedAndKeepsTheFlag(boolean virtual) throws Exception {
            Pair pair = pair();
            ProgramThread reader =
                    block(
                            virtual,
                            () -> {
                                assertErrno(
                                        Errno.EINTR,
                                        () -> process().recv(pair.server(), new byte[1], 0, 1, 0));
                                assertTrue(Thread.currentThread().isInterrupted());
                            });
            reader.thread().interrupt();
            reader.join();
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void isWokenWhenItsDescriptorIsClosed(boolean virtual) throws Exception {
            Pair pair = pair();
            ProgramThread reader =
                    block(
                            virtual,
                            () ->
                                    assertErrno(
                                            Errno.EBADF,
                                            () ->
                                                    process()
                                                            .recv(
                                                                    pair.server(),
                                                                    new byte[1],
                                                                    0,
                                                                    1,
                                                                    0)));
            process().close(pair.server());
            reader.join();
        }

        @Test
        void isWokenWhenThePlugInLeaves() throws Exception {
            Pair pair = pair();
            ProgramThread reader =
                    block(
                            false,
                            () ->
                                    assertErrno(
                                            Errno.ENETDOWN,
                                            () ->
                                                    process()
                                                            .recv(
                                                                    pair.server(),
                                                                    new byte[1],
                                                                    0,
                                                                    1,
                                                                    0)));
            host().plugins().drain(plugin(), Duration.ZERO);
            reader.join();
            assertErrno(Errno.ENETDOWN, () -> process().send(pair.client(), new byte[1], 0, 1, 0));
        }
    }

    @Nested
    class BlockedWriter {
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void goesOnWhenTheReaderReads(boolean virtual) throws Exception {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            byte[] data = numbered(LONG);
            ProgramThread writer =
                    block(
                            virtual,
                            () -> {
                                assertEquals(LONG, process().send(pair.client(), data, 0, LONG, 0));
                                process().close(pair.client());
                            });
            AtomicInteger read = new AtomicInteger();
            ProgramThread reader = block(!virtual, () -> read.set(readAll(pair.server())));
            writer.join();
            reader.join();
            assertEquals(LONG, read.get());
        }

        @Test
        void streamsBothWaysAtOnce() throws Exception {
            Pair pair = pair();
            byte[] data = numbered(LONG);
            ProgramThread[] programs = new ProgramThread[4];
            AtomicInteger read = new AtomicInteger();
            int[] ends = {pair.client(), pair.server()};
            for (int i = 0; i < 2; i++) {
                int fd = ends[i];
                programs[i] =
                        block(
                                i == 0,
                                () -> {
                                    process().send(fd, data, 0, LONG, 0);
                                    process().shutdown(fd, Sock.SHUT_WR);
                                });
                programs[2 + i] = block(i == 1, () -> read.addAndGet(readAll(fd)));
            }
            for (ProgramThread program : programs) {
                program.join();
            }
            assertEquals(2 * LONG, read.get());
        }

        @Test
        void isToldThatNobodyWillRead() throws Exception {
            Pair pair = pair();
            fill(pair.client(), 0);
            ProgramThread writer =
                    block(
                            false,
                            () -> {
                                try {
                                    process().send(pair.client(), new byte[1], 0, 1, 0);
                                    throw new AssertionError("sent to nobody");
                                } catch (ErrnoException e) {
                                    assertTrue(
                                            Set.of(Errno.EPIPE, Errno.ECONNRESET)
                                                    .contains(e.errno()),
                                            e::getMessage);
                                }
                            });
            process().close(pair.server());
            writer.join();
        }

        @Test
        void isWokenByShutdownOfItsOwnSide() throws Exception {
            Pair pair = pair();
            int filled = fill(pair.client(), 0);
            ProgramThread writer =
                    block(
                            true,
                            () ->
                                    assertErrno(
                                            Errno.EPIPE,
                                            () ->
                                                    process()
                                                            .send(
                                                                    pair.client(),
                                                                    new byte[1],
                                                                    0,
                                                                    1,
                                                                    0)));
            process().shutdown(pair.client(), Sock.SHUT_WR);
            writer.join();
            assertEquals(filled, drain(pair.server(), 0, filled));
        }
    }

    @Nested
    class TimeOuts {
        private static final Duration TIMEOUT = Duration.ofMillis(1500);

        @Test
        void endReadersOnTime() throws ErrnoException {
            Pair pair = pair();
            process().setsockopt(pair.server(), SocketOptions.SO_RCVTIMEO, TIMEOUT);
            long before = net.clock().nanoTime();
            assertErrno(Errno.EAGAIN, () -> process().recv(pair.server(), new byte[1], 0, 1, 0));
            assertEquals(TIMEOUT.toNanos(), net.clock().nanoTime() - before);
            Message message = Message.of(ByteBuffer.allocate(1)).timeoutNanos(700);
            assertErrno(Errno.EAGAIN, () -> process().recvmsg(pair.server(), message, 0));
        }

        @Test
        void endWritersOnTimeWithWhatWasTaken() throws ErrnoException {
            Pair pair = pair();
            small(pair.client());
            small(pair.server());
            process().setsockopt(pair.client(), SocketOptions.SO_SNDTIMEO, TIMEOUT);
            long before = net.clock().nanoTime();
            int taken = process().send(pair.client(), numbered(4 * LONG), 0, 4 * LONG, 0);
            assertTrue(taken > 0 && taken < 4 * LONG, "taken: " + taken);
            assertEquals(TIMEOUT.toNanos(), net.clock().nanoTime() - before);
            int all = taken + fill(pair.client(), taken);
            assertErrno(Errno.EAGAIN, () -> process().send(pair.client(), new byte[1], 0, 1, 0));
            assertEquals(all, drain(pair.server(), 0, all));
        }
    }
}
