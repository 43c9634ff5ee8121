package io.sockit.unix;

import static io.sockit.test.Errnos.assertErrno;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Ioctl;
import io.sockit.api.Message;
import io.sockit.api.Msg;
import io.sockit.api.Network;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.SocketInfo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// What is written while a reader waits goes into that reader's buffer, and nowhere else. In
/// virtual time: a program that was started first runs until it waits.
class HandedOverTest {
    private static final int LARGE = 65_536;

    private final byte[] data = new byte[LARGE];
    private Network network;
    private Host host;
    private Process process;
    private int near;
    private int far;

    @BeforeEach
    void pair() throws ErrnoException {
        for (int i = 0; i < LARGE; i++) {
            data[i] = (byte) (i * 7);
        }
        network = Network.create(Clock.virtual(), 3);
        host = network.host("a").start();
        process = host.process();
        int[] pair = process.socketpair(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
        near = pair[0];
        far = pair[1];
        send(0, 1); // the protocol sees the first write, as it may bring something along
        assertReads(0, 1);
    }

    @AfterEach
    void close() {
        network.close();
    }

    /// What a reader that waits first gets, while another program writes.
    private final class Reader {
        private final byte[] buffer;
        private final ProgramThread thread;
        private int got;
        private boolean interrupted;

        Reader(int length, int flags) {
            buffer = new byte[length];
            thread =
                    process.start(
                            "reader",
                            p -> {
                                got = p.recv(far, buffer, 0, length, flags);
                                interrupted = Thread.interrupted();
                            });
        }

        void assertGot(int from, int length) throws Exception {
            thread.join();
            assertEquals(length, got);
            assertArrayEquals(
                    Arrays.copyOfRange(data, from, from + length), Arrays.copyOf(buffer, length));
        }
    }

    private void write(Program writing) throws Exception {
        process.start("writer", writing).join();
    }

    private void send(int from, int length) throws ErrnoException {
        assertEquals(length, process.send(near, data, from, length, 0));
    }

    private void assertReads(int from, int length) throws ErrnoException {
        byte[] rest = new byte[length + 1];
        assertEquals(length, process.recv(far, rest, 0, rest.length, Msg.MSG_DONTWAIT));
        assertArrayEquals(
                Arrays.copyOfRange(data, from, from + length), Arrays.copyOf(rest, length));
    }

    /// What a large write allocates in a host that has written one byte: the first one makes the
    /// memory that it goes through, if it goes through any.
    private long allocatedByAWrite() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] bytes = new long[1];
        write(
                p -> {
                    send(0, 1);
                    p.poll(new PollFd[0], 1); // a reader that waits goes on, and waits again
                    bytes[0] = -threads.getCurrentThreadAllocatedBytes();
                    send(1, LARGE - 1);
                    bytes[0] += threads.getCurrentThreadAllocatedBytes();
                });
        return bytes[0];
    }

    @Test
    void isCopiedOnceWhereAReaderWaits() throws Exception {
        Reader reader = new Reader(LARGE, Msg.MSG_WAITALL);
        long bytes = allocatedByAWrite();
        reader.assertGot(0, LARGE);
        assertTrue(bytes < LARGE / 2, () -> bytes + " bytes allocated");
    }

    @Test
    void isCopiedInAndOutWhereNoReaderWaits() throws Exception {
        long bytes = allocatedByAWrite();
        assertReads(0, LARGE);
        assertTrue(bytes >= LARGE && bytes < 3 * LARGE / 2, () -> bytes + " bytes allocated");
    }

    @Test
    void whatTheBufferHasNoRoomForFollows() throws Exception {
        Reader reader = new Reader(10, 0);
        write(p -> send(0, 5000));
        reader.assertGot(0, 10);
        assertReads(10, 4990);
    }

    @Test
    void allThatIsWaitedForComesPieceByPiece() throws Exception {
        Reader reader = new Reader(9000, Msg.MSG_WAITALL);
        write(
                p -> {
                    send(0, 1);
                    send(1, 4000);
                    send(4001, 6000);
                });
        reader.assertGot(0, 9000);
        assertReads(9000, 1001);
    }

    @Test
    void whoOnlyLooksTakesNothing() throws Exception {
        Reader reader = new Reader(10, Msg.MSG_PEEK);
        write(p -> send(0, 4));
        reader.assertGot(0, 4);
        assertReads(0, 4);
    }

    @Test
    void twoReadersGetWhatIsWrittenInTurn() throws Exception {
        Reader first = new Reader(3, 0);
        Reader second = new Reader(3, 0);
        write(p -> send(0, 6));
        first.assertGot(0, 3);
        second.assertGot(3, 3);
    }

    @Test
    void anInterruptAfterwardsLosesNothing() throws Exception {
        Reader reader = new Reader(10, 0);
        write(
                p -> {
                    send(0, 4);
                    reader.thread.thread().interrupt();
                });
        reader.assertGot(0, 4);
        assertTrue(reader.interrupted);
    }

    @Test
    void aCloseAfterwardsLosesNothing() throws Exception {
        int copy = process.dup(far);
        Reader reader = new Reader(10, 0);
        write(
                p -> {
                    send(0, 4);
                    p.close(far);
                    send(4, 4);
                });
        reader.assertGot(0, 4);
        far = copy;
        assertReads(4, 4);
    }

    @Test
    void aReaderThatGaveUpIsNotServed() throws Exception {
        byte[] buffer = new byte[10];
        ProgramThread reader =
                process.start(
                        "reader",
                        p -> {
                            Message into = new Message().timeoutNanos(1);
                            assertErrno(
                                    Errno.EAGAIN, () -> p.recvfrom(far, buffer, 0, 10, 0, into));
                        });
        reader.join();
        write(p -> send(0, 4));
        assertArrayEquals(new byte[10], buffer);
        assertReads(0, 4);
    }

    @Test
    void theUrgentByteIsNotHandedOver() throws Exception {
        Reader reader = new Reader(10, 0);
        write(
                p -> {
                    assertEquals(3, p.send(near, data, 0, 3, Msg.MSG_OOB));
                    send(3, 2);
                });
        reader.assertGot(0, 2);
        assertEquals(1, process.ioctl(far, Ioctl.SIOCATMARK, 0));
        assertReads(3, 2);
    }

    @Test
    void isCountedAndReadAsAnyOther() throws Exception {
        Reader reader = new Reader(10, 0);
        write(p -> send(0, 4));
        reader.assertGot(0, 4);
        assertEquals(0, process.ioctl(far, Ioctl.FIONREAD, 0));
        SocketInfo row = host.sockets().rows().getLast();
        assertEquals(1 + 4, row.counts().inBytes());
        assertEquals(1 + 1, row.counts().inMessages());
    }
}
