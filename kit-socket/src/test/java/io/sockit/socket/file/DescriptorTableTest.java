package io.sockit.socket.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

import org.junit.jupiter.api.function.Executable;

import java.util.List;
import java.util.TreeSet;

/// The descriptor table against a model: the set of open numbers.
class DescriptorTableTest {
    private static final int LIMIT = 40;
    private static final int OPEN = -1;
    private static final int FORK = -2;
    private static final int DUP = -3;

    private final TreeSet<Integer> model = new TreeSet<>();
    private DescriptorTable table = new DescriptorTable(LIMIT);
    private OpenFile file;

    @BeforeTry
    void anOpenFile() {
        file = new IdleFile();
        table = new DescriptorTable(LIMIT);
        model.clear();
    }

    @Provide
    Arbitrary<List<Integer>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.just(OPEN)),
                        Tuple.of(2, Arbitraries.just(DUP)),
                        Tuple.of(1, Arbitraries.just(FORK)),
                        Tuple.of(4, Arbitraries.integers().between(0, LIMIT)))
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void alwaysOpensTheLowestFreeOne(@ForAll("steps") List<Integer> steps) throws Exception {
        table.open(file, "keep");
        model.add(0);
        for (int step : steps) {
            switch (step) {
                case OPEN -> open(() -> table.open(file, "open"));
                case DUP -> open(() -> table.dup(model.first(), "dup"));
                case FORK -> table = table.fork();
                default -> close(step);
            }
            for (int fd = -1; fd <= LIMIT; fd++) {
                assertEquals(model.contains(fd), table.find(fd) != null);
            }
            assertEquals(model.size(), table.size());
        }
    }

    private void open(Opening opening) throws Exception {
        int lowest = 0;
        while (model.contains(lowest)) {
            lowest++;
        }
        if (lowest == LIMIT) {
            refuses(Errno.EMFILE, opening::open);
        } else {
            assertEquals(lowest, opening.open());
            model.add(lowest);
        }
    }

    private void close(int fd) throws Exception {
        if (fd == 0) {
            return; // one stays, to be duplicated
        }
        if (model.remove(fd)) {
            Descriptor descriptor = table.find(fd);
            assertNotNull(descriptor);
            table.close(fd, "close");
            assertEquals(true, descriptor.closed());
        } else {
            refuses(Errno.EBADF, () -> table.close(fd, "close"));
        }
    }

    private static void refuses(Errno errno, Executable call) {
        assertEquals(errno, assertThrows(ErrnoException.class, call).errno());
    }

    /// A file that nothing happens to.
    private static final class IdleFile extends OpenFile {
        IdleFile() {
            super(1);
        }

        @Override
        public int readiness() {
            return 0;
        }

        @Override
        protected void closed() {
            // there is nothing to give up
        }

        @Override
        public Stat stat() {
            return new Stat(inode(), 0);
        }
    }

    private interface Opening {
        int open() throws ErrnoException;
    }

    @Example
    void holdsAMillionAndNotOneMore() throws Exception {
        DescriptorTable large = new DescriptorTable(DescriptorTable.LIMIT);
        for (int fd = 0; fd < DescriptorTable.LIMIT; fd++) {
            assertEquals(fd, large.open(file, "open"));
        }
        refuses(Errno.EMFILE, () -> large.open(file, "open"));
        large.close(123_456, "close");
        assertEquals(123_456, large.open(file, "open"));
        large.closeAll();
        assertNull(large.find(0));
        assertEquals(0, large.size());
    }
}
