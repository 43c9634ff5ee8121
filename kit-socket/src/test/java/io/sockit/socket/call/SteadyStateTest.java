package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;
import io.sockit.api.SocketOptions;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What calls cost when they have been made often, on the machine's clock.
@Timeout(120)
class SteadyStateTest {
    private static final int ROUNDS = 20_000;
    private static final int JDK_LOCK_NODE = 32;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private TestHost host;
    private Process process;

    @BeforeEach
    void start() {
        host = new TestHost(HostClock.system(), new PacketPool());
        process = host.process;
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private interface Round {
        void run() throws Exception;
    }

    private void assertAllocatesNothing(Round round) throws Exception {
        assertAllocates(0, round);
    }

    /// @param most bytes that a round may allocate on this thread
    private void assertAllocates(long most, Round round) throws Exception {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > most; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ROUNDS);
        }
        assertTrue(least <= most, "bytes a round: " + least);
    }

    @Test
    void sendAndReceiveAllocateNothing() throws Exception {
        int a = host.bound(1);
        int b = host.bound(2);
        byte[] data = new byte[64];
        Message from = new Message();
        assertAllocatesNothing(
                () -> {
                    process.sendto(a, data, 0, 64, 0, PairOps.name(2));
                    process.recvfrom(b, data, 0, 64, 0, from);
                });
    }

    @Test
    void controlMessagesAllocateNothing() throws Exception {
        host.family.controlling = true;
        int a = host.bound(1);
        int b = host.bound(2);
        ((PairControlOps) host.family.bound.get(2)).brings = true;
        process.setsockopt(b, SocketOptions.SO_TIMESTAMPNS, true);
        ByteBuffer buffer = ByteBuffer.allocate(100);
        Message out = Message.of(buffer).name(PairOps.name(2));
        out.control().putNumber(PairControlOps.PAIR_SHADE, 1000);
        Message in = Message.of(buffer);
        in.control().room(3);
        assertAllocatesNothing(
                () -> {
                    buffer.clear();
                    process.sendmsg(a, out, 0);
                    buffer.clear();
                    process.recvmsg(b, in, 0);
                });
        assertEquals(1000, in.control().number(PairControlOps.PAIR_SHADE, 0));
        assertEquals(3, in.control().size());
    }

    @Test
    void messagesAndPollAllocateNothing() throws Exception {
        int a = host.bound(1);
        int b = host.bound(2);
        ByteBuffer heap = ByteBuffer.allocate(100);
        ByteBuffer direct = ByteBuffer.allocateDirect(3000);
        Message message = Message.of(heap, direct);
        PollFd[] entries = {new PollFd(b, PollFd.POLLIN)};
        assertAllocatesNothing(
                () -> {
                    heap.clear();
                    direct.clear();
                    process.sendmsg(a, message.name(PairOps.name(2)), 0);
                    process.poll(entries, -1);
                    heap.clear();
                    direct.clear();
                    process.recvmsg(b, message, 0);
                });
    }

    @Test
    void blockedThreadsAllocateNothingButNodesOfContendedLocks() throws Exception {
        int a = host.bound(1);
        int b = host.bound(2);
        byte[] data = new byte[8];
        int[] rounds = new int[1];
        ProgramThread echo =
                process.start(
                        "echo",
                        p -> {
                            byte[] mine = new byte[8];
                            while (p.recv(b, mine, 0, 8, 0) == 8) {
                                p.sendto(b, mine, 0, 8, 0, PairOps.name(1));
                            }
                        });
        assertAllocates(
                JDK_LOCK_NODE,
                () -> {
                    process.sendto(a, data, 0, 8, 0, PairOps.name(2));
                    process.recv(a, data, 0, 8, 0);
                    rounds[0]++;
                });
        process.sendto(a, data, 0, 0, 0, PairOps.name(2));
        echo.join();
        assertTrue(rounds[0] >= ROUNDS);
    }

    @Test
    void readersOfOneSocketMissNothing() throws Exception {
        int a = host.bound(1);
        int b = host.bound(2);
        AtomicInteger received = new AtomicInteger();
        List<ProgramThread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Program reader =
                    p -> {
                        while (p.recv(b, new byte[4], 0, 4, 0) > 0) {
                            received.getAndIncrement();
                        }
                    };
            readers.add(i == 0 ? process.start("r", reader) : process.startVirtual("r", reader));
        }
        byte[] data = new byte[4];
        for (int i = 0; i < 3 * ROUNDS; i++) {
            sendWhenThereIsRoom(a, data, 4, b);
        }
        for (int i = 0; i < 3; i++) {
            sendWhenThereIsRoom(a, data, 0, b);
        }
        for (ProgramThread reader : readers) {
            reader.join();
        }
        assertEquals(3 * ROUNDS, received.get());
        assertEquals(0, host.socket(b).soRcv().charged());
        assertTrue(host.socket(b).soRcv().isEmpty());
    }

    private void sendWhenThereIsRoom(int from, byte[] data, int length, int to) throws Exception {
        while (host.socket(to).soRcv().charged() > 50_000) {
            Thread.onSpinWait();
        }
        process.sendto(from, data, 0, length, 0, PairOps.name(2));
    }

    @Test
    void closingUnderReadersLeaksNothing() throws Exception {
        try (TestHost checked = new TestHost(HostClock.system(), PacketPool.checked())) {
            int a = checked.bound(1);
            for (int i = 0; i < 500; i++) {
                int b = checked.bound(2);
                ProgramThread reader = checked.process.start("reader", p -> drain(p, b));
                for (int k = 0; k < 20; k++) {
                    checked.send(a, 2, "x");
                }
                checked.process.close(b);
                reader.join();
            }
        }
    }

    private static void drain(Process p, int fd) {
        ErrnoException thrown =
                assertThrows(
                        ErrnoException.class,
                        () -> {
                            while (p.recv(fd, new byte[1], 0, 1, 0) >= 0) {}
                        });
        assertEquals(Errno.EBADF, thrown.errno());
    }

    @Test
    void servesTenThousandBlockedVirtualThreads() throws Exception {
        int many = 10_000;
        int sender = host.bound(19_999);
        List<ProgramThread> readers = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            int fd = host.bound(i + 1);
            String expected = "for " + i;
            readers.add(
                    process.startVirtual(
                            "reader-" + i,
                            p -> assertEquals(expected, TestHost.receive(p, fd, 0))));
        }
        for (int i = 0; i < many; i++) {
            host.send(sender, i + 1, "for " + i);
        }
        for (ProgramThread reader : readers) {
            reader.join();
        }
    }

    @Test
    void twoThreadsEchoWithoutLossWhileOneIsInterrupted() throws Exception {
        int a = host.bound(1);
        int b = host.bound(2);
        ProgramThread echo = process.start("echo", p -> echo(p, b));
        ProgramThread client = process.start("client", p -> client(p, a));
        while (client.thread().isAlive()) {
            echo.thread().interrupt();
            Thread.onSpinWait();
        }
        client.join();
        echo.join();
    }

    private static void echo(Process p, int fd) throws Exception {
        byte[] data = new byte[8];
        for (int i = 0; i < ROUNDS; ) {
            try {
                int got = p.recv(fd, data, 0, 8, 0);
                assertEquals(8, got);
                p.sendto(fd, data, 0, 8, 0, PairOps.name(1));
                i++;
            } catch (ErrnoException e) {
                assertEquals(Errno.EINTR, e.errno());
                assertTrue(Thread.interrupted());
            }
        }
    }

    private static void client(Process p, int fd) throws Exception {
        byte[] data = new byte[8];
        for (int i = 0; i < ROUNDS; i++) {
            data[0] = (byte) i;
            p.sendto(fd, data, 0, 8, 0, PairOps.name(2));
            p.recv(fd, data, 0, 8, 0);
            assertEquals((byte) i, data[0]);
        }
    }
}
