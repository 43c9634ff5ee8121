package io.sockit.socket.names;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.names.Node.Directory;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.packet.PacketPool;

import org.jspecify.annotations.Nullable;

/// The file names of a host. On the strand.
public class FileTree {
    /// Fewer are always allowed.
    private static final int FEWEST = 8192;

    /// The part of the heap that names may take, unasked: they stay, and sockets need some too.
    private static final int SHARE = 8;

    /// Heap that a name of 255 bytes and a directory with one name in it take, roughly.
    private static final int BYTES_A_NAME = 576;

    final Strand strand;
    final Directory root;
    private final PacketPool memory;
    private final IntSysctl max;
    private long lastInode;
    private int names;

    /// A tree with `/home`, `/run` and `/tmp`. Declares `fs.inode-max`.
    ///
    /// @param memory counts what the names take
    public FileTree(Strand strand, PacketPool memory, SysctlRegistry sysctls) {
        this.strand = strand;
        this.memory = memory;
        long fitting = Runtime.getRuntime().maxMemory() / SHARE / BYTES_A_NAME;
        max =
                sysctls.integer(
                        "fs.inode-max",
                        Math.clamp(fitting, FEWEST, Integer.MAX_VALUE),
                        0,
                        Integer.MAX_VALUE,
                        "names of files of the host; more are refused with ENOSPC");
        root = new Directory(nextInode(), 0755, Credentials.ROOT);
        root.put("home", new Directory(nextInode(), 0755, Credentials.ROOT));
        root.put("run", new Directory(nextInode(), 0755, Credentials.ROOT));
        root.put("tmp", new Directory(nextInode(), Stat.S_ISVTX | 0777, Credentials.ROOT));
    }

    final long nextInode() {
        return ++lastInode;
    }

    /// A step down: every look into a directory.
    @Nullable Node step(Directory directory, String name) {
        return directory.find(name);
    }

    /// A step up.
    Directory up(Directory directory) {
        return directory.parent;
    }

    /// Asks for heap.
    boolean reserve(int bytes) {
        return memory.reserve(bytes);
    }

    /// Gives heap back.
    void unreserve(int bytes) {
        memory.unreserve(bytes);
    }

    /// Gives a new file, or one that has other names, a name that is free.
    ///
    /// @throws ErrnoException `ENOSPC`
    void add(Directory directory, String name, Node node, String call) throws ErrnoException {
        int limit = max.value();
        if (names >= limit || !reserve(bytes(node))) {
            throw new ErrnoException(
                    Errno.ENOSPC,
                    call,
                    "names of the host: " + names + " (expected: < " + limit + " and the heap)");
        }
        names++;
        directory.put(name, node);
    }

    void remove(Directory directory, String name, Node node) {
        directory.remove(name, node);
        if (node instanceof Directory gone) {
            gone.links = 0;
        }
        names--;
        unreserve(bytes(node));
    }

    /// @throws ErrnoException `ENOENT` where it has been removed, `ENAMETOOLONG`
    String pathOf(Directory directory, String call) throws ErrnoException {
        StringBuilder path = new StringBuilder();
        for (Directory each = directory; each != root; each = up(each)) {
            path.insert(0, each.name).insert(0, '/');
            if (each.isRemoved() || path.length() > Walk.LONGEST_PATH) {
                throw new ErrnoException(
                        each.isRemoved() ? Errno.ENOENT : Errno.ENAMETOOLONG,
                        call,
                        "the working directory (expected: one with a path)");
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private static int bytes(Node node) {
        return BYTES_A_NAME + (node instanceof Node.Link link ? link.target.length() : 0);
    }
}
