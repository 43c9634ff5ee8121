package io.sockit.unix;

import static io.sockit.unix.Unix.AF_UNIX;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;

import io.sockit.api.Clock;
import io.sockit.api.Message;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/// Buffers that are gathered and scattered: of a stream, over its room, and without garbage.
class UnixVectorsTest {
    private static final int ROUNDS = 20_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Round {
        void run() throws Exception;
    }

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
        assertEquals(0, least);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 3000, 30_000})
    void allocateNothing(int size) throws Exception {
        try (Network network = Network.create(Clock.system(), 1)) {
            Process process = network.host("a").start().process();
            int[] pair = process.socketpair(AF_UNIX, Sock.SOCK_STREAM, 0);
            ByteBuffer heap = ByteBuffer.allocate(size);
            ByteBuffer direct = ByteBuffer.allocateDirect(size);
            ByteBuffer[] both = {heap, direct};
            Message message = Message.of(both);
            assertAllocatesNothing(
                    () -> {
                        heap.clear();
                        direct.clear();
                        assertEquals(2L * size, process.writev(pair[0], both));
                        heap.clear();
                        direct.clear();
                        assertEquals(2L * size, process.readv(pair[1], both));
                        heap.clear();
                        direct.clear();
                        assertEquals(2L * size, process.sendmsg(pair[0], message, 0));
                        heap.clear();
                        direct.clear();
                        assertEquals(2L * size, process.recvmsg(pair[1], message, 0));
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 70_000})
    void areTakenAsFarAsThereIsRoomAndThePositionsSaySo(int size) throws Exception {
        try (Network network = Network.create(1)) {
            Process process = network.host("a").start().process();
            int[] pair = process.socketpair(AF_UNIX, Sock.SOCK_STREAM | Sock.SOCK_NONBLOCK, 0);
            ByteBuffer[] buffers = new ByteBuffer[50];
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] = ByteBuffer.allocate(size);
                for (int j = 0; j < size; j++) {
                    buffers[i].put(j, (byte) (31 * i + 7 * j));
                }
            }
            int position = 0;
            byte[] read = new byte[100_000];
            while (buffers[buffers.length - 1].hasRemaining()) {
                long before = remaining(buffers);
                long sent = process.writev(pair[0], buffers);
                assertEquals(before - Math.max(0, sent), remaining(buffers));
                int got = process.read(pair[1], read, 0, read.length);
                for (int k = 0; k < got; k++) {
                    int i = (position + k) / size;
                    int j = (position + k) % size;
                    assertEquals((byte) (31 * i + 7 * j), read[k]);
                }
                position += Math.max(0, got);
            }
            while (position < buffers.length * size) {
                position += process.read(pair[1], read, 0, read.length);
            }
            assertEquals(Process.WOULD_BLOCK, process.read(pair[1], read, 0, 1));
        }
    }

    private static long remaining(ByteBuffer[] buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return sum;
    }
}
