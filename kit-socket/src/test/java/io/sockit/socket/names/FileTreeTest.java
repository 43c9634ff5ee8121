package io.sockit.socket.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.control.SysctlTable;
import io.sockit.socket.names.Node.Directory;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.KitOwner;
import io.sockit.spi.packet.PacketPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;

class FileTreeTest {
    private final SysctlTable sysctls = new SysctlTable();
    private final CountedTree tree = new CountedTree();
    private final ProcessFiles files = new ProcessFiles(tree, Credentials.ROOT);

    /// Counts every look into a directory, every step to a parent, and the heap.
    private final class CountedTree extends FileTree {
        private int steps;
        private long taken;
        private long heap = Long.MAX_VALUE;

        CountedTree() {
            super(
                    new SteppedClock().strand("test"),
                    new PacketPool(),
                    sysctls.declaredBy(KitOwner.KIT));
        }

        @Override
        Node step(Directory directory, String name) {
            steps++;
            return super.step(directory, name);
        }

        @Override
        Directory up(Directory directory) {
            steps++;
            return super.up(directory);
        }

        @Override
        boolean reserve(int bytes) {
            taken += bytes;
            return taken <= heap;
        }

        @Override
        void unreserve(int bytes) {
            taken -= bytes;
        }

        int stepsOf(Executable calls) throws Exception {
            int before = steps;
            try {
                calls.execute();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            return steps - before;
        }
    }

    private static void refuses(Errno errno, Executable call) {
        assertEquals(errno, assertThrows(ErrnoException.class, call).errno());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 100_000})
    void callsCostTheSameHoweverManyNamesADirectoryHas(int names) throws Exception {
        sysctls.set("fs.inode-max", "200000");
        files.mkdir("full", 0777);
        files.chdir("full");
        for (int i = 0; i < names; i++) {
            files.symlink("x", "name" + i);
        }

        assertEquals(8, tree.stepsOf(this::callsInTheWorkingDirectory));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1000, 100_000})
    void callsCostTheSameHoweverDeepADirectoryIs(int depth) throws Exception {
        sysctls.set("fs.inode-max", "200000");
        for (int i = 0; i < depth; i++) {
            files.mkdir("d", 0777);
            files.chdir("d");
        }

        assertEquals(8, tree.stepsOf(this::callsInTheWorkingDirectory));
    }

    private void callsInTheWorkingDirectory() throws ErrnoException {
        files.mkdir("a", 0777);
        files.make("s", "bind");
        files.find("s", "connect");
        files.rename("a", "b");
        files.stat("b");
        files.unlink("s");
        files.rmdir("b");
    }

    @Test
    void boundsTheNamesOfAHost() throws Exception {
        sysctls.set("fs.inode-max", "2");
        files.mkdir("a", 0777);
        files.symlink("x", "b");

        refuses(Errno.ENOSPC, () -> files.mkdir("c", 0777));
        refuses(Errno.ENOSPC, () -> files.symlink("x", "c"));
        refuses(Errno.ENOSPC, () -> files.link("b", "c"));
        refuses(Errno.ENOSPC, () -> files.make("c", "bind"));
        refuses(Errno.ENOENT, () -> files.lstat("c"));
        files.rename("b", "c");
        files.rmdir("a");
        files.link("c", "d");
    }

    @Test
    void boundsThemByTheHeap() throws Exception {
        tree.heap = 0;

        refuses(Errno.ENOSPC, () -> files.mkdir("a", 0777));
    }

    @Test
    void givesBackWhatTheNamesTook() throws Exception {
        files.mkdir("a", 0777);
        files.symlink("x".repeat(4000), "a/l");
        files.link("a/l", "m");
        files.make("s", "bind");
        files.rename("s", "a/l");
        files.rename("a", "b");
        assertEquals(3 * 576 + 4000, tree.taken);
        files.unlink("b/l");
        files.rmdir("b");
        files.unlink("m");

        assertEquals(0, tree.taken);
    }

    @Test
    void givesNoInodeTwice() throws Exception {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(files.make("s", "bind"));
            files.unlink("s");
        }

        assertEquals(100, seen.size());
    }

    @Test
    void refusesTextThatIsNoPath() {
        refuses(Errno.EINVAL, () -> files.mkdir("a\0b", 0777));
        refuses(Errno.EINVAL, () -> files.mkdir("\ud800", 0777));
    }
}
