package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLHUP;
import static io.sockit.api.Epoll.EPOLLIN;
import static io.sockit.api.Epoll.EPOLL_CTL_ADD;
import static io.sockit.api.Epoll.EPOLL_CTL_MOD;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Stat;
import io.sockit.socket.file.Files.PlainFile;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.Waiter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Files on the machine's clock: what calls allocate when they have been made often, and that many
/// threads lose nothing.
@Timeout(120)
class SteadyFilesTest {
    private static final int ROUNDS = 20_000;
    private static final int CROWD = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final HostClock clock = HostClock.system();
    private final OpenFiles files = Files.of(clock);
    private final DescriptorTable table = new DescriptorTable(files);

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

    private Descriptor open(OpenFile file) throws ErrnoException {
        return table.get(table.open(file, false, "test"), "test");
    }

    private static int await(Descriptor epoll, EpollEvents events, long nanos)
            throws ErrnoException {
        return EpollFile.of(epoll, "epoll_wait").await(epoll, events, nanos);
    }

    @Test
    void epollWaitsAllocateNothing() throws Exception {
        Descriptor inner = open(new EpollFile(files));
        Descriptor outer = open(new EpollFile(files));
        List<PlainFile> watched = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            watched.add(new PlainFile(files));
            Descriptor target = open(watched.get(i));
            int edge = i % 2 == 0 ? EPOLLET : 0;
            EpollFile.of(inner, "test").control(EPOLL_CTL_ADD, target, EPOLLIN | edge, i);
        }
        EpollFile.of(outer, "test").control(EPOLL_CTL_ADD, inner, EPOLLIN, 0);
        EpollEvents events = new EpollEvents(16);
        int[] round = new int[1];
        assertAllocatesNothing(
                () -> {
                    PlainFile file = watched.get(round[0]++ % 50);
                    file.change(EPOLLIN);
                    assertEquals(1, await(outer, events, -1));
                    assertEquals(1, await(inner, events, -1));
                    file.change(0);
                    assertEquals(0, await(outer, events, 0));
                });
    }

    @Test
    void changingAnItemAllocatesNothing() throws Exception {
        Descriptor epoll = open(new EpollFile(files));
        Descriptor target = open(new PlainFile(files));
        EpollFile.of(epoll, "test").control(EPOLL_CTL_ADD, target, EPOLLIN, 1);
        assertAllocatesNothing(
                () -> EpollFile.of(epoll, "test").control(EPOLL_CTL_MOD, target, EPOLLIN, 2));
    }

    @Test
    void pipesAndEventfdsAllocateNothing() throws Exception {
        int[] pipe = FileCalls.pipe(table, files, 0);
        int event = FileCalls.eventfd(table, files, 0, Fcntl.EFD_NONBLOCK);
        byte[] data = new byte[10_000];
        data[0] = 1;
        assertAllocatesNothing(
                () -> {
                    FileCalls.write(table.get(pipe[1], "w"), CallerStub.ROOT, data, 0, 10_000);
                    FileCalls.read(table.get(pipe[0], "r"), data, 0, 10_000);
                    FileCalls.write(table.get(event, "w"), CallerStub.ROOT, data, 0, 8);
                    FileCalls.read(table.get(event, "r"), data, 0, 8);
                });
    }

    /// Now exclusive, as those of a read, and now not, as those of poll.
    @Test
    void waitsOfBothKindsInTurnAllocateNothing() throws Exception {
        PlainFile file = new PlainFile(files);
        boolean[] exclusive = new boolean[1];
        assertAllocatesNothing(
                () -> {
                    Waiter waiter = clock.ownWaiter();
                    waiter.begin();
                    waiter.watch(file, EPOLLIN, exclusive[0] ^= true);
                    waiter.end();
                });
    }

    /// Of ten thousand readers of one file, what one of them consumes wakes one; what stays true
    /// wakes all.
    @Test
    void oneEventWakesOneOfTenThousand() throws Exception {
        Crowded file = new Crowded(files);
        Descriptor descriptor = open(file);
        List<ProgramRun> readers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            readers.add(clock.start("reader", true, () -> file.consume(descriptor)));
        }
        for (ProgramRun reader : readers) {
            while (reader.thread().getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(100_000);
            }
        }
        assertEquals(CROWD, file.looks.get());
        for (int i = 1; i <= 3; i++) {
            file.tokens.getAndIncrement();
            file.raise(EPOLLIN);
            file.consumed.acquire();
            assertEquals(CROWD + i, file.looks.get());
        }
        file.over = true;
        file.raise(EPOLLHUP);
        for (ProgramRun reader : readers) {
            reader.join();
        }
    }

    private static final class Crowded extends OpenFile {
        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger tokens = new AtomicInteger();
        final Semaphore consumed = new Semaphore(0);
        volatile boolean over;

        Crowded(OpenFiles files) {
            super(files);
        }

        void consume(Descriptor through) throws ErrnoException {
            Waits.await(this, through, EPOLLIN | EPOLLHUP, Waiter.NEVER, Errno.EAGAIN, "test");
            if (!over) {
                tokens.getAndDecrement();
                consumed.release();
            }
        }

        @Override
        public int readiness() {
            looks.getAndIncrement();
            return (tokens.get() > 0 ? EPOLLIN : 0) | (over ? EPOLLHUP : 0);
        }

        @Override
        protected void closed() {}

        @Override
        public Stat stat() {
            return new Stat(inode(), 0);
        }
    }

    /// Threads take tokens from semaphores that one epoll watches by edges and one by levels, and
    /// put them back: each token is taken in the end, and no thread stays behind.
    @Test
    void threadsOfOneEpollMissNothing() throws Exception {
        for (int flags : new int[] {0, EPOLLET}) {
            Descriptor epoll = open(new EpollFile(files));
            Descriptor[] events = new Descriptor[8];
            for (int i = 0; i < events.length; i++) {
                int fd =
                        FileCalls.eventfd(
                                table, files, 0, Fcntl.EFD_NONBLOCK | Fcntl.EFD_SEMAPHORE);
                events[i] = table.get(fd, "test");
                EpollFile.of(epoll, "test").control(EPOLL_CTL_ADD, events[i], EPOLLIN | flags, i);
            }
            AtomicInteger taken = new AtomicInteger();
            List<ProgramRun> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                takers.add(clock.start("taker", i % 2 == 0, () -> take(epoll, events, taken)));
            }
            byte[] one = new byte[8];
            one[ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 7 : 0] = 1;
            for (int i = 0; i < ROUNDS; i++) {
                FileCalls.write(events[i % 8], CallerStub.ROOT, one, 0, 8);
            }
            for (ProgramRun taker : takers) {
                taker.join();
            }
            assertTrue(taken.get() >= ROUNDS);
        }
    }

    private static void take(Descriptor epoll, Descriptor[] events, AtomicInteger taken)
            throws ErrnoException {
        EpollEvents answers = new EpollEvents(2);
        byte[] token = new byte[8];
        while (taken.get() < ROUNDS) {
            await(epoll, answers, 1_000_000_000L);
            for (int i = 0; i < answers.size(); i++) {
                while (FileCalls.read(events[(int) answers.data(i)], token, 0, 8) == 8) {
                    taken.getAndIncrement();
                }
            }
        }
    }
}
