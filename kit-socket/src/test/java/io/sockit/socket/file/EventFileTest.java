package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.Process.WOULD_BLOCK;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.ProgramRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

@Timeout(60)
class EventFileTest {
    private static final long MOST = -2;

    private final SteppedClock clock = new SteppedClock();
    private final OpenFiles files = Files.of(clock);
    private final DescriptorTable table = new DescriptorTable(files);

    private Descriptor eventfd(int initial, int flags) throws ErrnoException {
        return table.get(FileCalls.eventfd(table, files, initial, flags), "test");
    }

    /// @return the number read; the answer where it is not 8
    private static long read(Descriptor fd) throws ErrnoException {
        byte[] data = new byte[8];
        int got = FileCalls.read(fd, data, 0, 8);
        return got == 8 ? ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()).getLong() : got;
    }

    private static int write(Descriptor fd, long number) throws ErrnoException {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(0, number);
        return FileCalls.write(fd, CallerStub.ROOT, data.array(), 0, 8);
    }

    @Test
    void addsUpAndIsTakenWhole() throws Exception {
        Descriptor fd = eventfd(-1, Fcntl.EFD_NONBLOCK);
        assertEquals(POLLIN | POLLOUT, fd.file.readiness());
        assertEquals(8, write(fd, 3));
        assertEquals(0xffffffffL + 3, read(fd));
        assertEquals(POLLOUT, fd.file.readiness());
        assertEquals(WOULD_BLOCK, read(fd));
    }

    @Test
    void aSemaphoreIsTakenOneByOne() throws Exception {
        Descriptor fd = eventfd(2, Fcntl.EFD_NONBLOCK | Fcntl.EFD_SEMAPHORE);
        assertEquals(1, read(fd));
        assertEquals(1, read(fd));
        assertEquals(WOULD_BLOCK, read(fd));
        write(fd, MOST);
        assertEquals(1, read(fd));
    }

    @Test
    void isFullBelowTheHighestNumber() throws Exception {
        Descriptor fd = eventfd(0, Fcntl.EFD_NONBLOCK);
        Files.refuses(Errno.EINVAL, () -> write(fd, -1));
        assertEquals(8, write(fd, MOST));
        assertEquals(POLLIN, fd.file.readiness());
        assertEquals(8, write(fd, 0));
        assertEquals(WOULD_BLOCK, write(fd, 1));
        assertEquals(MOST, read(fd));
    }

    @Test
    void refusesShortBuffersAndOtherFlags() throws Exception {
        Descriptor fd = eventfd(1, 0);
        Files.refuses(Errno.EINVAL, () -> FileCalls.read(fd, new byte[7], 0, 7));
        Files.refuses(Errno.EINVAL, () -> FileCalls.write(fd, CallerStub.ROOT, new byte[7], 0, 7));
        Files.refuses(Errno.EINVAL, () -> eventfd(0, 2));
        assertEquals(Fcntl.O_RDWR, FileCalls.fcntl(table, fd.fd, Fcntl.F_GETFL, 0));
    }

    @Test
    void readsAndWritesVectors() throws Exception {
        Descriptor fd = eventfd(5, 0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
        assertEquals(8, FileCalls.readv(fd, new ByteBuffer[] {buffer}));
        assertEquals(5, buffer.flip().getLong(0));
        assertEquals(8, FileCalls.writev(fd, CallerStub.ROOT, new ByteBuffer[] {buffer}));
        assertEquals(5, read(fd));
    }

    @Test
    void aReaderWaitsForAWriter() throws Exception {
        Descriptor fd = eventfd(0, Fcntl.EFD_SEMAPHORE);
        ProgramRun first = clock.start("first", true, () -> assertEquals(1, read(fd)));
        ProgramRun second = clock.start("second", true, () -> assertEquals(1, read(fd)));
        clock.start("writer", true, () -> write(fd, 2)).join();
        first.join();
        second.join();
    }

    @Test
    void aWriterWaitsUntilItsNumberFits() throws Exception {
        Descriptor fd = eventfd(0, Fcntl.EFD_SEMAPHORE);
        write(fd, MOST);
        ProgramRun large = clock.start("large", true, () -> write(fd, 2));
        ProgramRun small = clock.start("small", true, () -> write(fd, 1));
        clock.start("reader", true, () -> read(fd)).join();
        small.join();
        clock.start(
                        "readers",
                        true,
                        () -> {
                            read(fd);
                            read(fd);
                        })
                .join();
        large.join();
    }
}
