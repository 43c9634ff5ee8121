package io.sockit.socket.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Fcntl;
import io.sockit.socket.file.Files.PlainFile;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The descriptor table against a model: from open numbers to whether they are closed on exec.
class DescriptorTableTest {
    private static final int LIMIT = 40;

    private final TreeMap<Integer, Boolean> model = new TreeMap<>();
    private OpenFiles files;
    private DescriptorTable table;
    private PlainFile file;

    @BeforeTry
    void anOpenFile() {
        files = Files.of(HostClock.system());
        file = new PlainFile(files);
        table = new DescriptorTable(files, LIMIT);
        model.clear();
    }

    private enum Step {
        OPEN,
        RESERVE,
        DUP,
        DUP_FROM,
        DUP_TO,
        CLOSE,
        FORK,
        EXEC,
        FLAG
    }

    private record Move(Step step, int number, boolean flag) {}

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(
                        Arbitraries.of(Step.class),
                        Arbitraries.integers().between(0, LIMIT),
                        Arbitraries.of(true, false))
                .as(Move::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void isTheModel(@ForAll("moves") List<Move> moves) throws Exception {
        table.open(file, false, "keep");
        model.put(0, false);
        for (Move move : moves) {
            run(move);
            for (int fd = -1; fd <= LIMIT; fd++) {
                assertEquals(model.containsKey(fd), table.find(fd) != null);
            }
            for (Map.Entry<Integer, Boolean> open : model.entrySet()) {
                assertEquals(open.getValue(), table.closeOnExec(open.getKey(), "test"));
            }
            assertEquals(model.size(), table.size());
            assertEquals(1, files.open());
        }
    }

    private void run(Move move) throws Exception {
        int number = move.number;
        switch (move.step) {
            case OPEN -> open(0, move.flag, () -> table.dup(0, 0, move.flag, "dup"));
            case RESERVE -> open(0, move.flag, () -> reserved(move.flag));
            case DUP -> open(0, false, () -> table.dup(model.lastKey(), 0, false, "dup"));
            case DUP_FROM -> {
                if (number < LIMIT) {
                    open(number, move.flag, () -> table.dup(0, number, move.flag, "fcntl"));
                } else {
                    Files.refuses(Errno.EINVAL, () -> table.dup(0, number, false, "fcntl"));
                }
            }
            case DUP_TO -> dupTo(number, move.flag);
            case CLOSE -> close(number);
            case FORK -> {
                DescriptorTable old = table;
                table = table.fork();
                old.closeAll();
            }
            case EXEC -> {
                table.exec();
                model.values().removeIf(closeOnExec -> closeOnExec);
            }
            case FLAG -> {
                if (model.replace(number, number != 0 && move.flag) != null) {
                    table.closeOnExec(number, number != 0 && move.flag, "test");
                }
            }
        }
    }

    private int reserved(boolean flag) throws ErrnoException {
        int fd = table.reserve("accept");
        assertNull(table.find(fd));
        Files.refuses(Errno.EBUSY, () -> table.dupTo(0, fd, false, "dup2"));
        table.unreserve(fd);
        assertEquals(fd, table.dup(0, 0, flag, "dup"));
        return fd;
    }

    private void open(int least, boolean flag, Opening opening) throws Exception {
        int lowest = least;
        while (model.containsKey(lowest)) {
            lowest++;
        }
        if (lowest >= LIMIT) {
            Files.refuses(Errno.EMFILE, opening::open);
        } else {
            assertEquals(lowest, opening.open());
            model.put(lowest, flag);
        }
    }

    private void dupTo(int target, boolean flag) throws Exception {
        if (target == 0) {
            return; // one is kept, to be duplicated
        }
        if (target == LIMIT) {
            Files.refuses(Errno.EBADF, () -> table.dupTo(0, target, flag, "dup3"));
            return;
        }
        Descriptor replaced = table.find(target);
        table.dupTo(0, target, flag, "dup3");
        assertTrue(replaced == null || replaced.closed());
        model.put(target, flag);
    }

    private void close(int fd) throws Exception {
        if (fd == 0) {
            return;
        }
        if (model.remove(fd) != null) {
            Descriptor descriptor = table.find(fd);
            assertNotNull(descriptor);
            table.close(fd, "close");
            assertTrue(descriptor.closed());
        } else {
            Files.refuses(Errno.EBADF, () -> table.close(fd, "close"));
        }
    }

    private interface Opening {
        int open() throws ErrnoException;
    }

    @Example
    void holdsAMillionAndNotOneMore() throws Exception {
        DescriptorTable large = new DescriptorTable(files);
        large.open(file, false, "open");
        for (int fd = 1; fd < DescriptorTable.LIMIT; fd++) {
            assertEquals(fd, large.dup(0, 0, false, "dup"));
        }
        Files.refuses(Errno.EMFILE, () -> large.dup(0, 0, false, "dup"));
        large.close(123_456, "close");
        assertEquals(123_456, large.dup(0, 0, false, "dup"));
        large.closeAll();
        assertNull(large.find(0));
        assertEquals(0, large.size());
        assertTrue(file.closed);
        assertEquals(0, files.open());
    }

    @Example
    void lowersAndRaisesItsLimit() throws Exception {
        table.open(file, false, "open");
        table.dup(0, 0, false, "dup");
        table.limit(1);
        Files.refuses(Errno.EMFILE, () -> table.dup(1, 0, false, "dup"));
        Files.refuses(Errno.EINVAL, () -> table.dup(1, 1, false, "fcntl"));
        assertEquals(1, table.fork().limit());
        table.limit(1 << 20);
        assertEquals(1000, table.dup(1, 1000, false, "fcntl"));
        Files.refuses(Errno.EPERM, () -> table.limit((1 << 20) + 1));
        Files.refuses(Errno.EINVAL, () -> table.limit(-1));
    }

    @Example
    void refusesFilesAboveTheHostsBoundButNotTheirCopies() throws Exception {
        OpenFiles few = Files.atMost(2);
        DescriptorTable first = new DescriptorTable(few);
        DescriptorTable second = new DescriptorTable(few);
        first.open(new PlainFile(few), false, "socket");
        second.open(new PlainFile(few), false, "socket");
        PlainFile third = new PlainFile(few);
        Files.refuses(Errno.ENFILE, () -> first.open(third, false, "socket"));
        assertTrue(third.closed);
        Files.refuses(Errno.ENFILE, () -> first.reserve("accept"));
        first.dup(0, 0, false, "dup");
        first.close(0, "close");
        Files.refuses(Errno.ENFILE, () -> first.reserve("accept"));
        first.close(1, "close");
        int fd = first.reserve("accept");
        Files.refuses(Errno.ENFILE, () -> second.reserve("accept"));
        first.unreserve(fd);
        assertEquals(1, second.reserve("accept"));
    }

    @Example
    void closesWhatIsInstalledIntoAClosedProcess() throws Exception {
        int fd = table.reserve("accept");
        table.closeAll();
        Files.refuses(Errno.EBADF, () -> table.install(fd, file, false, "accept"));
        assertTrue(file.closed);
        assertEquals(0, files.open());
    }

    @Example
    void closesTheReplacedFileAfterTheNewOneIsThere() throws Exception {
        PlainFile old = new PlainFile(files);
        table.open(file, false, "open");
        table.open(old, false, "open");
        FileCalls.dup3(table, 0, 1, Fcntl.O_CLOEXEC);
        assertTrue(old.closed);
        assertEquals(file, table.get(1, "test").file);
        assertEquals(Fcntl.FD_CLOEXEC, FileCalls.fcntl(table, 1, Fcntl.F_GETFD, 0));
        FileCalls.dup2(table, 1, 1);
        Files.refuses(Errno.EINVAL, () -> FileCalls.dup3(table, 1, 1, 0));
        Files.refuses(Errno.EINVAL, () -> FileCalls.dup3(table, 0, 1, Fcntl.O_NONBLOCK));
        Files.refuses(Errno.EBADF, () -> FileCalls.dup2(table, 7, 7));
        table.close(1, "close");
        assertFalse(file.closed);
    }

    @Example
    void asksAndSetsFlags() throws Exception {
        table.open(file, true, "open");
        assertEquals(Fcntl.O_RDWR, FileCalls.fcntl(table, 0, Fcntl.F_GETFL, 0));
        FileCalls.fcntl(table, 0, Fcntl.F_SETFL, Fcntl.O_NONBLOCK | Fcntl.O_WRONLY);
        assertEquals(Fcntl.O_RDWR | Fcntl.O_NONBLOCK, FileCalls.fcntl(table, 0, Fcntl.F_GETFL, 0));
        FileCalls.fcntl(table, 0, Fcntl.F_SETFD, 0);
        assertEquals(0, FileCalls.fcntl(table, 0, Fcntl.F_GETFD, 0));
        assertEquals(5, FileCalls.fcntl(table, 0, Fcntl.F_DUPFD_CLOEXEC, 5));
        assertEquals(1, FileCalls.fcntl(table, 5, Fcntl.F_GETFD, 0));
        assertEquals(1, FileCalls.fcntl(table, 0, Fcntl.F_DUPFD, 0));
        Files.refuses(Errno.EINVAL, () -> FileCalls.fcntl(table, 0, Fcntl.F_SETFL, 0x2000));
        Files.refuses(Errno.EINVAL, () -> FileCalls.fcntl(table, 0, 77, 0));
        Files.refuses(Errno.EBADF, () -> FileCalls.fcntl(table, 9, 77, 0));
    }

    @Example
    void wakesAfterTheStrandIsLeftThatReleasesAFile() {
        file.retain();
        file.retain();
        Waiter waiter = HostClock.system().waiter();
        waiter.begin();
        waiter.watch(file, 1, true);
        HostStrand strand = HostClock.system().strand("test");
        for (boolean last : new boolean[] {false, true}) {
            strand.enter();
            file.release();
            assertFalse(waiter.signalled());
            strand.leave();
            assertTrue(waiter.signalled());
            assertEquals(last, file.closed);
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
            waiter.watchAgain();
        }
        waiter.end();
        strand.close();
    }

    @Example
    void opensDescriptorsOnReferencesThatCameFromElsewhere() throws Exception {
        int fd = table.open(file, false, "open");
        table.limit(2);
        assertSame(file, table.share(fd, "test"));
        assertEquals(2, file.references());
        int another = table.add(file, true, "test");
        assertTrue(table.closeOnExec(another, "test"));
        Files.refuses(Errno.EMFILE, () -> table.add(file, true, "test"));
        assertEquals(2, file.references(), "a refused reference is the caller's");
        table.closeAll();
        assertTrue(file.closed);
        Files.refuses(Errno.EBADF, () -> table.share(fd, "test"));
    }
}
