package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.Process.WOULD_BLOCK;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.api.Ioctl;
import io.sockit.api.Stat;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.ProgramRun;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;

@Timeout(60)
class PipeTest {
    private static final int FULL = 1 << 16;

    private final SteppedClock clock = new SteppedClock();
    private final OpenFiles files = Files.of(clock);
    private final DescriptorTable table = new DescriptorTable(files);
    private final byte[] data = new byte[2 * FULL];
    private Descriptor in;
    private Descriptor out;

    @BeforeEach
    void aPipe() throws Exception {
        int[] pipe = FileCalls.pipe(table, files, 0);
        in = table.get(pipe[0], "test");
        out = table.get(pipe[1], "test");
    }

    private int read(int length) throws ErrnoException {
        return FileCalls.read(in, data, 0, length);
    }

    private int write(int length) throws ErrnoException {
        return FileCalls.write(out, CallerStub.ROOT, data, 0, length);
    }

    private void doNotBlock() {
        in.file.nonBlocking(true);
        out.file.nonBlocking(true);
    }

    private void close(Descriptor end) throws ErrnoException {
        table.close(end.fd, "close");
    }

    @Test
    void keepsBytesInOrder() throws Exception {
        byte[] sent = "hello, world".getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(20).put(sent, 5, 7).flip();
        ByteBuffer[] buffers = {ByteBuffer.wrap(sent, 0, 5), direct};
        assertEquals(12, FileCalls.writev(out, CallerStub.ROOT, buffers));
        assertEquals(12, FileCalls.ioctl(in, Ioctl.FIONREAD, 0));
        ByteBuffer first = ByteBuffer.allocate(3);
        ByteBuffer second = ByteBuffer.allocate(30);
        assertEquals(12, FileCalls.readv(in, new ByteBuffer[] {first, second}));
        assertEquals(ByteBuffer.wrap(sent, 0, 3), first.flip());
        assertEquals(ByteBuffer.wrap(sent, 3, 9), second.flip());
    }

    @Test
    void takesALargeVectorInPieces() throws Exception {
        doNotBlock();
        ByteBuffer large = ByteBuffer.allocate(3 * FULL);
        assertEquals(FULL, FileCalls.writev(out, CallerStub.ROOT, new ByteBuffer[] {large}));
        assertEquals(FULL, large.position());
        assertEquals(WOULD_BLOCK, FileCalls.writev(out, CallerStub.ROOT, new ByteBuffer[] {large}));
        assertEquals(FULL, large.position());
    }

    @Test
    void holdsSixteenPagesAndHasRoomWhenOneIsRead() throws Exception {
        doNotBlock();
        assertEquals(FULL, write(FULL + 5));
        assertEquals(WOULD_BLOCK, write(1));
        assertEquals(0, out.file.readiness());
        assertEquals(4095, read(4095));
        assertEquals(WOULD_BLOCK, write(1));
        assertEquals(1, read(1));
        assertEquals(POLLOUT, out.file.readiness());
        assertEquals(4096, write(5000));
    }

    @Test
    void neverSplitsAWriteOfAPage() throws Exception {
        doNotBlock();
        for (int i = 0; i < 16; i++) {
            assertEquals(3000, write(3000));
        }
        assertEquals(WOULD_BLOCK, write(3000));
        assertEquals(1096, write(1096));
        assertEquals(16 * 3000 + 1096, FileCalls.ioctl(out, Ioctl.FIONREAD, 0));
    }

    @Test
    void tellsEndsByEventsAndErrors() throws Exception {
        doNotBlock();
        assertEquals(0, in.file.readiness());
        assertEquals(WOULD_BLOCK, read(1));
        assertEquals(1, write(1));
        assertEquals(POLLIN, in.file.readiness());
        close(out);
        assertEquals(POLLIN | POLLHUP, in.file.readiness());
        assertEquals(1, read(5));
        assertEquals(0, read(5));
        assertEquals(POLLHUP, in.file.readiness());
        aPipe();
        close(in);
        assertEquals(POLLOUT | POLLERR, out.file.readiness());
        Files.refuses(Errno.EPIPE, () -> write(1));
        assertEquals(0, write(0));
    }

    @Test
    void hasTwoEndsOfOneInode() throws Exception {
        Files.refuses(Errno.EBADF, () -> FileCalls.read(out, data, 0, 1));
        Files.refuses(Errno.EBADF, () -> FileCalls.write(in, CallerStub.ROOT, data, 0, 1));
        assertEquals(in.file.stat(), out.file.stat());
        assertEquals(Stat.S_IFIFO | 0600, in.file.stat().mode());
        assertEquals(Fcntl.O_RDONLY, FileCalls.fcntl(table, in.fd, Fcntl.F_GETFL, 0));
        assertEquals(Fcntl.O_WRONLY, FileCalls.fcntl(table, out.fd, Fcntl.F_GETFL, 0));
        Files.refuses(Errno.ENOTTY, () -> FileCalls.ioctl(in, Ioctl.SIOCATMARK, 0));
        Files.refuses(Errno.EINVAL, () -> FileCalls.pipe(table, files, 1));
    }

    @Test
    void opensBothEndsOrNeither() throws Exception {
        DescriptorTable small = new DescriptorTable(files, 1);
        int before = files.open();
        Files.refuses(Errno.EMFILE, () -> FileCalls.pipe(small, files, 0));
        assertEquals(before, files.open());
        assertEquals(0, small.size());
        assertEquals(0, FileCalls.eventfd(small, files, 0, 0));
    }

    @Test
    void aWriterWaitsForRoomAndAReaderForBytes() throws Exception {
        ProgramRun writer =
                clock.start("writer", true, () -> assertEquals(2 * FULL, write(2 * FULL)));
        ProgramRun reader =
                clock.start(
                        "reader",
                        true,
                        () -> {
                            byte[] mine = new byte[1000];
                            for (int left = 2 * FULL; left > 0; ) {
                                left -= FileCalls.read(in, mine, 0, 1000);
                            }
                        });
        writer.join();
        reader.join();
        assertEquals(0, FileCalls.ioctl(in, Ioctl.FIONREAD, 0));
    }

    @Test
    void oneWriteServesSeveralReadersThatWait() throws Exception {
        ProgramRun first = clock.start("first", true, () -> assertEquals(2, oneOf(2)));
        ProgramRun second = clock.start("second", true, () -> assertEquals(2, oneOf(2)));
        clock.start("writer", true, () -> write(4)).join();
        first.join();
        second.join();
    }

    private int oneOf(int length) throws ErrnoException {
        return FileCalls.read(in, new byte[length], 0, length);
    }

    @Test
    void closingTheOtherEndWakes() throws Exception {
        ProgramRun reader = clock.start("reader", true, () -> assertEquals(0, oneOf(1)));
        clock.start("closer", true, () -> close(out)).join();
        reader.join();
        aPipe();
        ProgramRun writer = clock.start("writer", true, () -> assertEquals(FULL, write(FULL + 1)));
        clock.start("closer", true, () -> close(in)).join();
        writer.join();
        Files.refuses(Errno.EPIPE, () -> write(1));
    }

    @Test
    void closingItsOwnDescriptorEndsTheCall() throws Exception {
        table.dup(in.fd, 0, false, "dup");
        ProgramRun reader =
                clock.start("reader", true, () -> Files.refuses(Errno.EBADF, () -> oneOf(1)));
        clock.start("closer", true, () -> close(in)).join();
        reader.join();
    }

    @Test
    void anInterruptedWriteAnswersWhatItPut() throws Exception {
        ProgramRun writer = clock.start("writer", true, () -> assertEquals(FULL, write(FULL + 1)));
        ProgramRun second =
                clock.start(
                        "second", true, () -> FileCalls.write(out, CallerStub.ROOT, data, 0, 1));
        clock.start(
                        "interrupter",
                        true,
                        () -> {
                            writer.thread().interrupt();
                            second.thread().interrupt();
                        })
                .join();
        writer.join();
        Throwable cause = assertThrows(ExecutionException.class, second::join).getCause();
        assertEquals(Errno.EINTR, ((ErrnoException) cause).errno());
    }
}
