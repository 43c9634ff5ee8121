package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLPRI;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.file.Files.PlainFile;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.ProgramRun;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.BitSet;

@Timeout(60)
class SelectTest {
    private static final long SECOND = 1_000_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private final OpenFiles files = Files.of(clock);
    private final DescriptorTable table = new DescriptorTable(files);
    private final PlainFile[] opened = new PlainFile[4];
    private final BitSet read = new BitSet();
    private final BitSet write = new BitSet();
    private final BitSet except = new BitSet();

    @BeforeEach
    void openFiles() throws Exception {
        for (int i = 0; i < opened.length; i++) {
            opened[i] = new PlainFile(files);
            table.open(opened[i], false, "test");
        }
    }

    private int select(int nfds, long timeoutNanos) throws ErrnoException {
        return SelectCall.select(table, nfds, read, write, except, timeoutNanos);
    }

    private void ask(int nfds) {
        read.set(0, nfds);
        write.set(0, nfds);
        except.set(0, nfds);
    }

    @Test
    void answersEachSetByItsOwnEvents() throws Exception {
        opened[0].events = POLLIN | POLLOUT;
        opened[1].events = POLLHUP;
        opened[2].events = POLLERR;
        opened[3].events = POLLPRI;
        ask(4);
        assertEquals(6, select(4, 0));
        assertEquals("{0, 1, 2}", read.toString());
        assertEquals("{0, 2}", write.toString());
        assertEquals("{3}", except.toString());
    }

    @Test
    void aHangUpIsNothingToOneThatOnlyWrites() throws Exception {
        opened[0].events = POLLHUP;
        write.set(0);
        assertEquals(0, select(1, SECOND));
        assertEquals("{}", write.toString());
        assertEquals(SECOND, clock.nanoTime());
    }

    @Test
    void looksBelowNfdsOnly() throws Exception {
        opened[1].events = POLLIN;
        read.set(0, 2);
        read.set(90);
        assertEquals(0, select(1, 0));
        assertEquals(1, SelectCall.select(table, 2, bits(1), null, null, 0));
        assertEquals(0, SelectCall.select(table, 2, null, null, null, 0));
    }

    private static BitSet bits(int fd) {
        BitSet set = new BitSet();
        set.set(fd);
        return set;
    }

    @Test
    void leavesTheSetsWithAnError() throws Exception {
        read.set(0);
        write.set(9);
        Files.refuses(Errno.EBADF, () -> select(10, 0));
        Files.refuses(Errno.EINVAL, () -> select(-1, 0));
        assertEquals("{0}", read.toString());
        assertEquals("{9}", write.toString());
    }

    @Test
    void waitsForOneOfMany() throws Exception {
        ask(4);
        ProgramRun waits = clock.start("waits", true, () -> assertEquals(1, select(4, -1)));
        clock.start("raises", true, () -> opened[2].change(POLLOUT)).join();
        waits.join();
        assertEquals("{2}", write.toString());
        assertEquals("{}", read.toString());
    }
}
