package io.sockit.socket.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/// The descriptors of a process (`struct filedesc`). Thread-safe: a lookup is a volatile read, a
/// change is made under the lock.
public final class DescriptorTable {
    /// Descriptors a process may have (RLIMIT_NOFILE).
    public static final int LIMIT = 1 << 20;

    private static final int FIRST_SIZE = 16;

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final BitSet used = new BitSet();

    /// No descriptor below is free.
    @GuardedBy("lock")
    private int lowest;

    @GuardedBy("lock")
    private boolean shut;

    /// Replaced by a larger one to grow, under the lock. Who still looks into the old one may find
    /// a descriptor that is closed by now, and [Descriptor#closed] says so.
    private volatile AtomicReferenceArray<@Nullable Descriptor> slots =
            new AtomicReferenceArray<>(FIRST_SIZE);

    public DescriptorTable(int limit) {
        this.limit = limit;
    }

    /// The open descriptor of this number, or null.
    public @Nullable Descriptor find(int fd) {
        AtomicReferenceArray<@Nullable Descriptor> seen = slots;
        return fd >= 0 && fd < seen.length() ? seen.getAcquire(fd) : null;
    }

    /// The open descriptor of this number.
    ///
    /// @throws ErrnoException `EBADF`
    public Descriptor get(int fd, String call) throws ErrnoException {
        Descriptor found = find(fd);
        if (found == null) {
            throw notOpen(fd, call);
        }
        return found;
    }

    static ErrnoException notOpen(int fd, String call) {
        return new ErrnoException(
                Errno.EBADF, call, "fd: " + fd + " (expected: an open descriptor)");
    }

    /// Opens the lowest free descriptor on a file.
    ///
    /// @throws ErrnoException `EMFILE`; `EBADF` where the process is closed
    public int open(OpenFile file, String call) throws ErrnoException {
        lock.lock();
        try {
            return put(file, call);
        } finally {
            lock.unlock();
        }
    }

    public int dup(int fd, String call) throws ErrnoException {
        lock.lock();
        try {
            return put(get(fd, call).file, call);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private int put(OpenFile file, String call) throws ErrnoException {
        if (shut) {
            throw new ErrnoException(Errno.EBADF, call, "process: closed (expected: an open one)");
        }
        int fd = used.nextClearBit(lowest);
        if (fd >= limit) {
            throw new ErrnoException(
                    Errno.EMFILE, call, "descriptors: " + fd + " (expected: < " + limit + ")");
        }
        set(fd, file);
        lowest = fd + 1;
        return fd;
    }

    @GuardedBy("lock")
    private void set(int fd, OpenFile file) {
        if (fd >= slots.length()) {
            grow(fd);
        }
        file.retain();
        used.set(fd);
        slots.setRelease(fd, new Descriptor(fd, file));
    }

    @GuardedBy("lock")
    private void grow(int fd) {
        AtomicReferenceArray<@Nullable Descriptor> old = slots;
        int size = Math.min(limit, Math.max(fd + 1, 2 * old.length()));
        AtomicReferenceArray<@Nullable Descriptor> larger = new AtomicReferenceArray<>(size);
        for (int i = 0; i < old.length(); i++) {
            larger.setPlain(i, old.getPlain(i));
        }
        slots = larger;
    }

    /// Closes a descriptor.
    ///
    /// @throws ErrnoException `EBADF`
    public void close(int fd, String call) throws ErrnoException {
        take(fd, call).close();
    }

    private Descriptor take(int fd, String call) throws ErrnoException {
        lock.lock();
        try {
            Descriptor descriptor = get(fd, call);
            clear(fd);
            return descriptor;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void clear(int fd) {
        slots.setRelease(fd, null);
        used.clear(fd);
        lowest = Math.min(lowest, fd);
    }

    /// A table with the same open files under the same numbers.
    public DescriptorTable fork() {
        DescriptorTable copy = new DescriptorTable(limit);
        lock.lock();
        try {
            copy.adopt(used, slots, lowest);
        } finally {
            lock.unlock();
        }
        return copy;
    }

    private void adopt(BitSet numbers, AtomicReferenceArray<@Nullable Descriptor> from, int free) {
        lock.lock();
        try {
            for (int fd = numbers.nextSetBit(0); fd >= 0; fd = numbers.nextSetBit(fd + 1)) {
                Descriptor descriptor = from.getPlain(fd);
                if (descriptor != null) {
                    set(fd, descriptor.file);
                }
            }
            lowest = free;
        } finally {
            lock.unlock();
        }
    }

    /// Closes all, and opens none any more.
    public void closeAll() {
        for (Descriptor descriptor : takeAll()) {
            descriptor.close();
        }
    }

    private List<Descriptor> takeAll() {
        List<Descriptor> taken = new ArrayList<>();
        lock.lock();
        try {
            shut = true;
            for (int fd = used.nextSetBit(0); fd >= 0; fd = used.nextSetBit(fd + 1)) {
                Descriptor descriptor = slots.getPlain(fd);
                if (descriptor != null) {
                    taken.add(descriptor);
                }
                clear(fd);
            }
        } finally {
            lock.unlock();
        }
        return taken;
    }

    /// How many are open.
    public int size() {
        lock.lock();
        try {
            return used.cardinality();
        } finally {
            lock.unlock();
        }
    }
}
