package io.sockit.socket.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.spi.FileHandle;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;

/// The descriptors of a process (`struct filedesc`). Thread-safe: a lookup is a volatile read, a
/// change is made under the lock.
///
/// A number is in use with a descriptor, or [reserved][#reserve] for one: then no other call gets
/// it, and it is not open yet.
public final class DescriptorTable {
    /// RLIMIT_NOFILE of a first process.
    static final int LIMIT = 1 << 20;

    private static final int FIRST_SIZE = 16;

    private final OpenFiles files;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final BitSet used = new BitSet();

    /// FD_CLOEXEC.
    @GuardedBy("lock")
    private final BitSet closedOnExec = new BitSet();

    /// No descriptor below is free.
    @GuardedBy("lock")
    private int lowest;

    @GuardedBy("lock")
    private boolean shut;

    private volatile int limit; // written under the lock

    /// Replaced by a larger one to grow, under the lock. A reader of the old one may find a
    /// descriptor that is closed by now, and [Descriptor#closed] says so.
    private volatile AtomicReferenceArray<@Nullable Descriptor> slots =
            new AtomicReferenceArray<>(FIRST_SIZE);

    public DescriptorTable(OpenFiles files) {
        this(files, LIMIT);
    }

    DescriptorTable(OpenFiles files, int limit) {
        this.files = files;
        this.limit = limit;
    }

    OpenFiles files() {
        return files;
    }

    /// RLIMIT_NOFILE: one more than the highest descriptor that a call may make.
    public int limit() {
        return limit;
    }

    /// Sets RLIMIT_NOFILE. Descriptors above it stay open.
    ///
    /// @throws ErrnoException `EINVAL` for a negative one, `EPERM` above `fs.nr_open`
    public void limit(int newLimit) throws ErrnoException {
        int most = files.descriptorLimit();
        if (newLimit < 0 || newLimit > most) {
            throw new ErrnoException(
                    newLimit < 0 ? Errno.EINVAL : Errno.EPERM,
                    "setrlimit",
                    "descriptors: " + newLimit + " (expected: 0 to " + most + ")");
        }
        lock.lock();
        try {
            limit = newLimit;
        } finally {
            lock.unlock();
        }
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
            throw new ErrnoException(
                    Errno.EBADF, call, "fd: " + fd + " (expected: an open descriptor)");
        }
        return found;
    }

    /// Opens the lowest free descriptor on a new file.
    ///
    /// @throws ErrnoException `EMFILE`, `ENFILE`; `EBADF` where the process is closed. The file is
    ///     closed then
    public int open(OpenFile file, boolean closeOnExec, String call) throws ErrnoException {
        ErrnoException refused;
        lock.lock();
        try {
            int fd = place(call);
            file.opened();
            set(fd, file, closeOnExec);
            return fd;
        } catch (ErrnoException e) {
            refused = e;
        } finally {
            lock.unlock();
        }
        file.abandon();
        throw refused;
    }

    @GuardedBy("lock")
    private int place(String call) throws ErrnoException {
        int fd = free(0, call);
        files.admit(call);
        take(fd, 0);
        return fd;
    }

    /// Takes the lowest free number, and a place among the host's open files, for a file that a
    /// call is going to open: [#install] or [#unreserve] follows.
    ///
    /// @throws ErrnoException `EMFILE`, `ENFILE`; `EBADF` where the process is closed
    public int reserve(String call) throws ErrnoException {
        lock.lock();
        try {
            return place(call);
        } finally {
            lock.unlock();
        }
    }

    /// Gives a reserved number back.
    public void unreserve(int fd) {
        lock.lock();
        try {
            clear(fd);
        } finally {
            lock.unlock();
        }
        files.left();
    }

    /// Opens a new file under its reserved number.
    ///
    /// @throws ErrnoException `EBADF` where the process was closed meanwhile, and the file is then
    public void install(int fd, OpenFile file, boolean closeOnExec, String call)
            throws ErrnoException {
        file.opened();
        ErrnoException refused;
        lock.lock();
        try {
            refused = shut ? shut(call) : null;
            if (refused == null) {
                set(fd, file, closeOnExec);
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            file.release();
            throw refused;
        }
    }

    /// Opens the lowest free descriptor, from `least` on, on the file of another one.
    ///
    /// @throws ErrnoException `EBADF`, `EMFILE`; `EINVAL` where no descriptor can be so high
    public int dup(int fd, int least, boolean closeOnExec, String call) throws ErrnoException {
        lock.lock();
        try {
            OpenFile file = get(fd, call).file;
            if (least < 0 || (least > 0 && least >= limit)) {
                throw new ErrnoException(
                        Errno.EINVAL,
                        call,
                        "from: " + least + " (expected: 0 to " + (limit - 1) + ")");
            }
            int copy = free(least, call);
            take(copy, least);
            file.retain();
            set(copy, file, closeOnExec);
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /// Makes `target` a descriptor of the file of another one. What it was is closed after that, so
    /// the number is never free between.
    ///
    /// @throws ErrnoException `EBADF` where `fd` is not open or `target` is above the limit,
    ///     `EBUSY` while another call is opening `target`
    public void dupTo(int fd, int target, boolean closeOnExec, String call) throws ErrnoException {
        Descriptor replaced;
        lock.lock();
        try {
            OpenFile file = get(fd, call).file;
            if (target < 0 || target >= limit) {
                throw new ErrnoException(
                        Errno.EBADF,
                        call,
                        "target: " + target + " (expected: 0 to " + (limit - 1) + ")");
            }
            replaced = find(target);
            if (replaced == null && used.get(target)) {
                throw new ErrnoException(
                        Errno.EBUSY, call, "target: " + target + " is just being opened");
            }
            used.set(target);
            file.retain();
            set(target, file, closeOnExec);
        } finally {
            lock.unlock();
        }
        if (replaced != null) {
            replaced.close();
        }
    }

    /// Takes a reference to the file of a descriptor.
    ///
    /// @throws ErrnoException `EBADF`
    public OpenFile share(int fd, String call) throws ErrnoException {
        lock.lock();
        try {
            OpenFile file = get(fd, call).file;
            file.retain();
            return file;
        } finally {
            lock.unlock();
        }
    }

    /// Opens the lowest free descriptor on a file, and takes over a reference to it.
    ///
    /// @throws ErrnoException `EMFILE`; `EBADF` where the process is closed. The reference is still
    ///     the caller's then
    public int add(FileHandle file, boolean closeOnExec, String call) throws ErrnoException {
        lock.lock();
        try {
            int fd = free(0, call);
            take(fd, 0);
            set(fd, (OpenFile) file, closeOnExec);
            return fd;
        } finally {
            lock.unlock();
        }
    }

    /// FD_CLOEXEC.
    boolean closeOnExec(int fd, String call) throws ErrnoException {
        lock.lock();
        try {
            return closedOnExec.get(get(fd, call).fd);
        } finally {
            lock.unlock();
        }
    }

    void closeOnExec(int fd, boolean on, String call) throws ErrnoException {
        lock.lock();
        try {
            closedOnExec.set(get(fd, call).fd, on);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private int free(int least, String call) throws ErrnoException {
        if (shut) {
            throw shut(call);
        }
        int fd = used.nextClearBit(Math.max(least, lowest));
        if (fd >= limit) {
            throw new ErrnoException(
                    Errno.EMFILE, call, "descriptors: " + fd + " (expected: < " + limit + ")");
        }
        return fd;
    }

    private static ErrnoException shut(String call) {
        return new ErrnoException(Errno.EBADF, call, "process: closed (expected: an open one)");
    }

    @GuardedBy("lock")
    private void take(int fd, int least) {
        used.set(fd);
        if (least <= lowest) {
            lowest = fd + 1;
        }
    }

    @GuardedBy("lock")
    private void set(int fd, OpenFile file, boolean closeOnExec) {
        if (fd >= slots.length()) {
            grow(fd);
        }
        closedOnExec.set(fd, closeOnExec);
        slots.setRelease(fd, new Descriptor(fd, file, this));
    }

    @GuardedBy("lock")
    private void grow(int fd) {
        AtomicReferenceArray<@Nullable Descriptor> old = slots;
        int size = Math.max(fd + 1, 2 * old.length());
        AtomicReferenceArray<@Nullable Descriptor> larger = new AtomicReferenceArray<>(size);
        for (int i = 0; i < old.length(); i++) {
            larger.setPlain(i, old.getPlain(i));
        }
        slots = larger;
    }

    /// Closes a descriptor.
    ///
    /// @return its file
    /// @throws ErrnoException `EBADF`
    public OpenFile close(int fd, String call) throws ErrnoException {
        Descriptor descriptor;
        lock.lock();
        try {
            descriptor = get(fd, call);
            clear(fd);
        } finally {
            lock.unlock();
        }
        descriptor.close();
        return descriptor.file;
    }

    @GuardedBy("lock")
    private void clear(int fd) {
        if (fd < slots.length()) {
            slots.setRelease(fd, null);
        }
        used.clear(fd);
        lowest = Math.min(lowest, fd);
    }

    /// A table with the same open files under the same numbers, and the same limit.
    public DescriptorTable fork() {
        DescriptorTable copy = new DescriptorTable(files, limit);
        lock.lock();
        try {
            copy.adopt(slots, used.length(), closedOnExec);
        } finally {
            lock.unlock();
        }
        return copy;
    }

    private void adopt(
            AtomicReferenceArray<@Nullable Descriptor> from, int end, BitSet fromClosedOnExec) {
        lock.lock();
        try {
            for (int fd = 0; fd < Math.min(end, from.length()); fd++) {
                Descriptor descriptor = from.getPlain(fd);
                if (descriptor != null) {
                    descriptor.file.retain();
                    used.set(fd);
                    set(fd, descriptor.file, fromClosedOnExec.get(fd));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes the descriptors that are closed on exec.
    public void exec() {
        close(takeOut(false));
    }

    /// Closes all, and opens none any more.
    public void closeAll() {
        close(takeOut(true));
    }

    private static void close(List<Descriptor> taken) {
        for (Descriptor descriptor : taken) {
            descriptor.close();
        }
    }

    private List<Descriptor> takeOut(boolean all) {
        List<Descriptor> taken = new ArrayList<>();
        lock.lock();
        try {
            shut |= all;
            for (int fd = used.nextSetBit(0); fd >= 0; fd = used.nextSetBit(fd + 1)) {
                Descriptor descriptor = find(fd);
                if (descriptor != null && (all || closedOnExec.get(fd))) {
                    taken.add(descriptor);
                    clear(fd);
                }
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
            int open = 0;
            for (int fd = used.nextSetBit(0); fd >= 0; fd = used.nextSetBit(fd + 1)) {
                open += find(fd) == null ? 0 : 1;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }
}
