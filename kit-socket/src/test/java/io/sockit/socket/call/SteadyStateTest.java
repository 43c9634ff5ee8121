package io.sockit.socket.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
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

/// What calls cost when they have been made often, on the machine's clock.
@Timeout(120)
class SteadyStateTest {
    private static final int ROUNDS = 20_000;

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

    /// Bytes that a round allocates on this thread.
    private void assertAllocatesNothing(Round round) throws Exception {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, bytes / ROUNDS);
        }
        assertEquals(0, least, "bytes a round");
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
