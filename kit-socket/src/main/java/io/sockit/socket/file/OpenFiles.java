package io.sockit.socket.file;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.packet.PacketPool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The open files of a host (Linux `fs.file-nr`): their inode numbers, and how many there may be.
/// Thread-safe.
public final class OpenFiles {
    /// Linux's bound of RLIMIT_NOFILE.
    private static final int NR_OPEN = 1 << 20;

    /// Fewer are always allowed (Linux NR_FILE).
    private static final int FEWEST = 8192;

    /// Heap that an idle socket takes, roughly.
    private static final int BYTES_A_FILE = 448;

    private final HostClock clock;
    private final String host;
    private final PacketPool memory;
    private final IntSysctl max;
    private final IntSysctl descriptors;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong lastInode = new AtomicLong();

    /// Declares `fs.file-max` and `fs.nr_open`.
    ///
    /// @param clock in whose time calls wait
    /// @param host its name, for messages
    /// @param memory counts what open files take
    public OpenFiles(HostClock clock, String host, PacketPool memory, SysctlRegistry sysctls) {
        this.clock = clock;
        this.host = host;
        this.memory = memory;
        long fitting = Runtime.getRuntime().maxMemory() / BYTES_A_FILE;
        this.max =
                sysctls.integer(
                        "fs.file-max",
                        Math.clamp(fitting, FEWEST, Integer.MAX_VALUE),
                        0,
                        Integer.MAX_VALUE,
                        "open files of the host; more are refused with ENFILE");
        this.descriptors =
                sysctls.integer(
                        "fs.nr_open",
                        NR_OPEN,
                        Long.SIZE,
                        Integer.MAX_VALUE - Long.SIZE,
                        "the largest RLIMIT_NOFILE");
    }

    HostClock clock() {
        return clock;
    }

    String host() {
        return host;
    }

    PacketPool memory() {
        return memory;
    }

    /// A number that no other file of the host has or had.
    public long nextInode() {
        return lastInode.incrementAndGet();
    }

    /// How many are open.
    int open() {
        return open.get();
    }

    int descriptorLimit() {
        return descriptors.value();
    }

    /// Counts one more file.
    ///
    /// @throws ErrnoException `ENFILE`, and it is not counted
    void admit(String call) throws ErrnoException {
        int now = open.incrementAndGet();
        int limit = max.value();
        if (now > limit) {
            open.decrementAndGet();
            throw new ErrnoException(
                    Errno.ENFILE,
                    call,
                    "open files of the host: " + (now - 1) + " (expected: < " + limit + ")");
        }
        if (!memory.reserve(BYTES_A_FILE)) {
            open.decrementAndGet();
            throw new ErrnoException(
                    Errno.ENFILE,
                    call,
                    "open files of the host: " + (now - 1) + " (expected: what the heap holds)");
        }
    }

    void left() {
        open.decrementAndGet();
        memory.unreserve(BYTES_A_FILE);
    }
}
