package io.sockit.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.Sock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Records each way over a connection, in real time: the blocking threads of both ends interrupt
/// one another and close copies of each other's descriptors at random. No byte is lost, doubled or
/// out of order, whatever a call had done when it was disturbed.
class UnixRecordsTest {
    /// Records each way; a million with `-Dsockit.records=1000000`.
    private static final int RECORDS = Integer.getInteger("sockit.records", 20_000);

    private static final int SEED = 11;
    private static final int DISTURB = 200; // records between two disturbances, on average

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicInteger numbers = new AtomicInteger(100);
    private final List<Thread> all = new CopyOnWriteArrayList<>();
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private Network network;
    private Process process;

    @BeforeEach
    void start() throws ErrnoException {
        network = Network.create(Clock.system(), SEED);
        process = network.host("a").start().process();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SOCK_STREAM, false",
        "SOCK_STREAM, true",
        "SOCK_SEQPACKET, false",
        "SOCK_SEQPACKET, true",
        "PIPE, false",
        "PIPE, true"
    })
    @Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void arriveOnceAndInOrder(String kind, boolean virtual) throws Exception {
        int[] near = ends(kind);
        int[] far = kind.equals("PIPE") ? ends(kind) : new int[] {near[1], near[0]};
        List<Thread> threads =
                List.of(
                        thread(virtual, near[1], this::write),
                        thread(virtual, near[0], this::read),
                        thread(virtual, far[1], this::write),
                        thread(virtual, far[0], this::read));
        all.addAll(threads);
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get(), () -> String.valueOf(failure.get()));
    }

    private int[] ends(String kind) throws ErrnoException {
        return switch (kind) {
            case "PIPE" -> process.pipe(0);
            case "SOCK_STREAM" -> process.socketpair(Unix.AF_UNIX, Sock.SOCK_STREAM, 0);
            default -> process.socketpair(Unix.AF_UNIX, Sock.SOCK_SEQPACKET, 0);
        };
    }

    /// One thread's descriptor: a copy, which others close.
    private final class Lane {
        private final int original;
        private final Random random;
        private volatile int fd;

        Lane(int original) throws ErrnoException {
            this.original = original;
            this.random = new Random(SEED + lanes.size());
            copy();
            lanes.add(this);
        }

        /// Under a number that is never used again, or a call might reach another's file.
        private void copy() throws ErrnoException {
            fd = process.fcntl(original, Fcntl.F_DUPFD, numbers.getAndIncrement());
        }

        /// Reads or writes some of a record, however often it is disturbed before it has begun.
        int move(boolean writes, byte[] record, int from) throws ErrnoException {
            while (true) {
                int through = fd;
                int rest = record.length - from;
                try {
                    return writes
                            ? process.write(through, record, from, rest)
                            : process.read(through, record, from, rest);
                } catch (ErrnoException e) {
                    if (e.errno() == Errno.EINTR) {
                        Thread.interrupted();
                    } else if (e.errno() == Errno.EBADF) {
                        copy(); // fails where the process is closed
                    } else {
                        throw e;
                    }
                }
            }
        }

        /// After one record in `DISTURB`, interrupts a thread; after another one, closes a
        /// descriptor.
        void disturb() throws ErrnoException {
            int dice = random.nextInt(DISTURB);
            if (dice == 0) {
                all.get(random.nextInt(all.size())).interrupt();
            } else if (dice == 1) {
                Lane other = lanes.get(random.nextInt(lanes.size()));
                try {
                    process.close(other.fd);
                } catch (ErrnoException e) {
                    if (e.errno() != Errno.EBADF) { // another has closed it
                        throw e;
                    }
                }
            }
        }
    }

    private interface Work {
        void run(Lane lane) throws ErrnoException;
    }

    private Thread thread(boolean virtual, int fd, Work work) throws ErrnoException {
        Lane lane = new Lane(fd);
        Runnable body =
                () -> {
                    try {
                        work.run(lane);
                    } catch (Throwable t) {
                        failure.compareAndSet(null, t);
                        network.close(); // ends the others' calls
                    }
                };
        return virtual ? Thread.ofVirtual().unstarted(body) : Thread.ofPlatform().unstarted(body);
    }

    private void write(Lane lane) throws ErrnoException {
        byte[] record = new byte[Long.BYTES];
        for (long i = 0; i < RECORDS; i++) {
            ByteBuffer.wrap(record).putLong(i);
            for (int done = 0; done < record.length; ) {
                done += lane.move(true, record, done);
            }
            lane.disturb();
        }
    }

    private void read(Lane lane) throws ErrnoException {
        byte[] record = new byte[Long.BYTES];
        for (long i = 0; i < RECORDS; i++) {
            for (int done = 0; done < record.length; ) {
                int n = lane.move(false, record, done);
                assertTrue(n > 0, "the end at record " + i);
                done += n;
            }
            assertEquals(i, ByteBuffer.wrap(record).getLong());
            lane.disturb();
        }
    }
}
