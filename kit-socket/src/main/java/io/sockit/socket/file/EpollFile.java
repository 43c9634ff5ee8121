package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLERR;
import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLEXCLUSIVE;
import static io.sockit.api.Epoll.EPOLLHUP;
import static io.sockit.api.Epoll.EPOLLIN;
import static io.sockit.api.Epoll.EPOLLOUT;
import static io.sockit.api.Epoll.EPOLL_CTL_ADD;
import static io.sockit.api.Epoll.EPOLL_CTL_DEL;
import static io.sockit.api.Epoll.EPOLL_CTL_MOD;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Stat;
import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/// An epoll. Thread-safe.
///
/// An item is a watch of its file. **Raised**, it pushes itself onto `arrivals`, once until the
/// arrivals are taken, and raises the epoll's own watches: waiting threads, `poll`, outer epolls.
/// `epoll_wait` moves the arrivals into the ready list and looks at each of that: what is ready is
/// answered, a level-triggered item goes back to the tail, every other one leaves. So a wait costs
/// what has happened, not what is watched.
///
/// **Why no event is lost.** The changing thread stores the state, passes a full fence and reads
/// `arrived` of the item; the thread that takes the arrivals clears it, passes a full fence and
/// looks at the state. If the first still finds it set, the second sees the state. As an event
/// pushes once and a push is taken once, two threads never get one edge.
///
/// **Waiting threads.** While the ready list is not empty, a thread that waits is awake: an arrival
/// raises one of them, and a thread that leaves something in the list hands on.
///
/// Order of locks: those of nesting, the epoll's lock, that of an inner epoll, the monitor of a
/// file, that of the epoll. An item that is raised takes monitors alone.
@SuppressWarnings("ReferenceEquality") // identity is meant
public class EpollFile extends OpenFile {
    private static final int EPOLLWAKEUP = 1 << 29;

    /// What goes together with EPOLLEXCLUSIVE (Linux EPOLLEXCLUSIVE_OK_BITS).
    private static final int EXCLUSIVE_WITH =
            EPOLLEXCLUSIVE | EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLET;

    private static final VarHandle ARRIVALS =
            Fields.handle(MethodHandles.lookup(), "arrivals", EpollItem.class);

    private final EpollNesting nesting = new EpollNesting();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final EpollItems items = new EpollItems();

    @GuardedBy("lock")
    private final ReadyList ready = new ReadyList();

    private volatile @Nullable EpollItem arrivals;

    public EpollFile(OpenFiles files) {
        super(files);
    }

    /// The epoll behind a descriptor.
    ///
    /// @throws ErrnoException `EINVAL` where it is another kind of file
    public static EpollFile of(Descriptor descriptor, String call) throws ErrnoException {
        if (descriptor.file instanceof EpollFile epoll) {
            return epoll;
        }
        throw new ErrnoException(
                Errno.EINVAL, call, "epfd: " + descriptor.fd + " (expected: an epoll)");
    }

    // ---- epoll_ctl

    /// `epoll_ctl(2)`, with its checks in Linux's order.
    public final void control(int operation, Descriptor target, int allEvents, long data)
            throws ErrnoException {
        int events = allEvents & ~EPOLLWAKEUP;
        OpenFile file = target.file;
        if (file == this) {
            throw invalid("fd: " + target.fd + " is the epoll itself (expected: another file)");
        }
        if (operation != EPOLL_CTL_DEL && (events & EPOLLEXCLUSIVE) != 0) {
            checkExclusive(operation, file, events);
        }
        switch (operation) {
            case EPOLL_CTL_ADD -> add(file, target.fd, events, data);
            case EPOLL_CTL_MOD -> modify(file, target.fd, events, data);
            case EPOLL_CTL_DEL -> delete(file, target.fd);
            default -> throw invalid("operation: " + operation + " (expected: EPOLL_CTL_ADD, …)");
        }
    }

    private static void checkExclusive(int operation, OpenFile file, int events)
            throws ErrnoException {
        if (operation == EPOLL_CTL_MOD
                || file instanceof EpollFile
                || (events & ~EXCLUSIVE_WITH) != 0) {
            throw invalid(
                    "events: 0x%x (expected: EPOLLEXCLUSIVE when a file is added that is no epoll,"
                                    .formatted(events)
                            + " with IN, OUT and ET at most)");
        }
    }

    private static ErrnoException invalid(String what) {
        return new ErrnoException(Errno.EINVAL, "epoll_ctl", what);
    }

    private void add(OpenFile file, int fd, int events, long data) throws ErrnoException {
        if (!(file instanceof EpollFile inner)) {
            insert(file, fd, events, data);
            return;
        }
        nesting.add(inner.nesting);
        boolean inserted = false;
        try {
            insert(file, fd, events, data);
            inserted = true;
        } finally {
            if (!inserted) {
                nesting.remove(inner.nesting);
            }
        }
    }

    private void insert(OpenFile file, int fd, int events, long data) throws ErrnoException {
        boolean isReady;
        lock.lock();
        try {
            takeArrivals();
            if (items.find(file, fd) != null) {
                throw new ErrnoException(
                        Errno.EEXIST, "epoll_ctl", "fd: " + fd + " (expected: a new one)");
            }
            EpollItem item = new EpollItem(this, file, fd, events, data);
            items.add(item);
            file.add(item);
            if (file.gone() || gone()) { // since the call found them
                remove(item);
                throw new ErrnoException(
                        Errno.EBADF,
                        "epoll_ctl",
                        "fd: " + fd + " (expected: not closed meanwhile)");
            }
            isReady = lookAtNew(item);
        } finally {
            lock.unlock();
        }
        if (isReady) {
            raise(EPOLLIN);
        }
    }

    private void modify(OpenFile file, int fd, int events, long data) throws ErrnoException {
        boolean isReady;
        lock.lock();
        try {
            takeArrivals();
            EpollItem item = find(file, fd);
            if (item.isExclusive()) {
                throw invalid("fd: " + fd + " has EPOLLEXCLUSIVE (expected: one without)");
            }
            item.change(events, data);
            isReady = lookAtNew(item);
        } finally {
            lock.unlock();
        }
        if (isReady) {
            raise(EPOLLIN);
        }
    }

    private void delete(OpenFile file, int fd) throws ErrnoException {
        lock.lock();
        try {
            remove(find(file, fd));
        } finally {
            lock.unlock();
        }
        if (file instanceof EpollFile inner) {
            nesting.remove(inner.nesting);
        }
    }

    @GuardedBy("lock")
    private EpollItem find(OpenFile file, int fd) throws ErrnoException {
        EpollItem item = items.find(file, fd);
        if (item == null) {
            throw new ErrnoException(
                    Errno.ENOENT, "epoll_ctl", "fd: " + fd + " (expected: one of the epoll's)");
        }
        return item;
    }

    /// @return whether it is ready, and only now in the ready list
    @GuardedBy("lock")
    private boolean lookAtNew(EpollItem item) {
        if (item.inReady || item.look() == 0) {
            return false;
        }
        ready.add(item);
        return true;
    }

    /// Lets an item go. Arrivals may still hold it.
    @GuardedBy("lock")
    private void remove(EpollItem item) {
        items.remove(item);
        forget(item);
    }

    @GuardedBy("lock")
    private void forget(EpollItem item) {
        item.removed = true;
        item.file.remove(item); // from here on nobody raises it
        ready.remove(item);
    }

    // ---- arrivals

    /// Takes an item that was raised. With the monitor of its file held.
    ///
    /// @param isEvent whether the epoll may be ready by it; false for an item that is to be let go
    /// @return whether a waiting thread will look because of it
    final boolean arrive(EpollItem item, boolean isEvent) {
        EpollItem before;
        do {
            before = arrivals;
            item.nextArrived = before;
        } while (!ARRIVALS.compareAndSet(this, before, item));
        return isEvent && raiseFenced(EPOLLIN); // the exchange was the fence
    }

    /// Moves the arrivals into the ready list, the oldest first, and lets go of items whose file is
    /// closed.
    @GuardedBy("lock")
    private void takeArrivals() {
        if (arrivals == null) {
            return;
        }
        EpollItem next;
        EpollItem oldest = null;
        for (EpollItem item = takeAll(); item != null; item = next) {
            next = item.nextArrived;
            item.nextArrived = oldest;
            oldest = item;
        }
        for (EpollItem item = oldest; item != null; item = next) {
            next = item.nextArrived;
            item.nextArrived = null;
            clearArrived(item);
            if (item.removed) {
                continue;
            }
            if (item.file.gone()) {
                remove(item);
            } else {
                ready.add(item);
            }
        }
        VarHandle.fullFence();
    }

    @GuardedBy("lock")
    private @Nullable EpollItem takeAll() {
        return (EpollItem) ARRIVALS.getAndSet(this, (EpollItem) null);
    }

    /// Taken out by kit-stress.
    void clearArrived(EpollItem item) {
        item.clearArrived();
    }

    // ---- epoll_wait

    /// `epoll_wait(2)`.
    public final int await(Descriptor through, EpollEvents into, long timeoutNanos)
            throws ErrnoException {
        Checks.given(into, "events", "epoll_wait").clear();
        if (harvest(into) > 0 || timeoutNanos == 0) {
            passOn();
        } else {
            long deadline = timeoutNanos < 0 ? Waiter.NEVER : clock().after(timeoutNanos);
            await(clock().ownWaiter(), through, into, deadline);
        }
        return into.size();
    }

    final void await(Waiter waiter, Descriptor through, EpollEvents into, long deadline)
            throws ErrnoException {
        waiter.begin();
        waiter.describe("epoll_wait", through.fd, host());
        waiter.watch(this, EPOLLIN, true);
        try {
            boolean over = false;
            while (harvest(into) == 0 && !over) {
                over = sleep(waiter, deadline, through);
            }
        } finally {
            waiter.end();
            passOn();
        }
    }

    /// @return whether the time is over
    private boolean sleep(Waiter waiter, long deadline, Descriptor through) throws ErrnoException {
        if (through.closed()) {
            throw Checks.closed(through, "epoll_wait");
        }
        Wait wait = sleep(waiter, deadline);
        if (wait == Wait.INTERRUPTED) {
            throw Checks.interrupted("epoll_wait");
        }
        waiter.watchAgain();
        return wait == Wait.TIMED_OUT;
    }

    Wait sleep(Waiter waiter, long deadline) {
        return waiter.await(deadline);
    }

    /// Wakes another thread for what this one leaves: items it did not look at, level-triggered
    /// ones that it put back, an arrival that woke it after its last look. Taken out by kit-stress.
    void passOn() {
        if (hasWatches() && holdsSome()) {
            handOn(EPOLLIN);
        }
    }

    private boolean holdsSome() {
        lock.lock();
        try {
            return ready.size() > 0 || arrivals != null;
        } finally {
            lock.unlock();
        }
    }

    /// Answers what is ready now.
    ///
    /// @return how many
    private int harvest(EpollEvents into) {
        lock.lock();
        try {
            takeArrivals();
            for (int left = ready.size(); left > 0 && into.size() < into.capacity(); left--) {
                answerFirst(into);
            }
            return into.size();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void answerFirst(EpollEvents into) {
        EpollItem item = ready.first();
        if (item == null) {
            return;
        }
        ready.remove(item);
        int events = item.look();
        if (events == 0) {
            return;
        }
        into.add(events, item.data);
        if (item.isOneShot()) {
            item.disarm();
        } else if (!item.isEdgeTriggered()) {
            ready.add(item);
        }
    }

    // ---- as a file

    /// Whether an item is ready; drops those that are not from the ready list.
    @Override
    public final int readiness() {
        lock.lock();
        try {
            takeArrivals();
            EpollItem item = ready.first();
            while (item != null && item.look() == 0) {
                ready.remove(item);
                item = ready.first();
            }
            return item == null ? 0 : EPOLLIN;
        } finally {
            lock.unlock();
        }
    }

    /// Linux since its epolls have requests of their own: EINVAL, not ENOTTY.
    @Override
    protected final int ioctl(int request, int argument) throws ErrnoException {
        throw refused(Errno.EINVAL, "ioctl", "no request but FIONBIO");
    }

    @Override
    protected final void closed() {
        lock.lock();
        try {
            for (EpollItem item : items.removeAll()) {
                forget(item);
            }
        } finally {
            lock.unlock();
        }
        nesting.removeAll();
    }

    @Override
    public final Stat stat() {
        return new Stat(inode(), 0600);
    }

    @Override
    public String toString() {
        return "epoll " + inode();
    }
}
