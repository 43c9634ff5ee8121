package io.sockit.socket.file;

import static io.sockit.api.Epoll.EPOLLERR;
import static io.sockit.api.Epoll.EPOLLET;
import static io.sockit.api.Epoll.EPOLLEXCLUSIVE;
import static io.sockit.api.Epoll.EPOLLHUP;
import static io.sockit.api.Epoll.EPOLLONESHOT;

import io.sockit.socket.strand.Fields;
import io.sockit.socket.strand.Watch;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A file in an epoll under one descriptor's number (Linux `struct epitem`). Fields without another
/// mark are guarded by the epoll's lock.
final class EpollItem extends Watch {
    /// What is told besides what was asked for.
    private static final int ALWAYS = EPOLLERR | EPOLLHUP;

    private static final int POLL_BITS = 0xffff;
    private static final VarHandle ARRIVED =
            Fields.handle(MethodHandles.lookup(), "arrived", boolean.class);

    final EpollFile epoll;
    final OpenFile file;
    final int fd;
    long data;

    /// Whether the epoll has let it go.
    boolean removed;

    /// Link of the epoll's items.
    @Nullable EpollItem nextItem;

    /// Links of the epoll's ready list.
    @Nullable EpollItem readyBefore;

    @Nullable EpollItem readyAfter;
    boolean inReady;

    /// Link of the epoll's arrivals, of the thread that set [#arrived], and then of the one that
    /// took the arrivals.
    @Nullable EpollItem nextArrived;

    private volatile boolean arrived;
    private int events;

    EpollItem(EpollFile epoll, OpenFile file, int fd, int events, long data) {
        super(interestOf(events), (events & EPOLLEXCLUSIVE) != 0);
        this.epoll = epoll;
        this.file = file;
        this.fd = fd;
        this.events = events;
        this.data = data;
    }

    private static int interestOf(int events) {
        return (events & POLL_BITS) | ALWAYS | FILE_CLOSED;
    }

    boolean isEdgeTriggered() {
        return (events & EPOLLET) != 0;
    }

    boolean isOneShot() {
        return (events & EPOLLONESHOT) != 0;
    }

    boolean isExclusive() {
        return (events & EPOLLEXCLUSIVE) != 0;
    }

    /// `EPOLL_CTL_MOD`.
    void change(int newEvents, long newData) {
        events = newEvents;
        data = newData;
        interestNow(interestOf(newEvents));
        VarHandle.fullFence(); // before the look: as when it was added
    }

    /// Waits for nothing any more but the end of the file.
    void disarm() {
        interestNow(FILE_CLOSED);
    }

    private void interestNow(int interest) {
        synchronized (file) {
            interest(interest);
        }
    }

    /// Which of the events it waits for are there.
    int look() {
        return file.readiness() & interest() & POLL_BITS;
    }

    @Override
    protected boolean raised(int raisedEvents) {
        boolean ended = file.gone();
        if (arrived || (interest() == FILE_CLOSED && !ended)) {
            return false; // it will be looked at, or it is disarmed
        }
        ARRIVED.setRelease(this, true);
        return epoll.arrive(this, !ended);
    }

    /// Before looks, with a full fence between, so that what changes meanwhile arrives anew.
    void clearArrived() {
        ARRIVED.setRelease(this, false);
    }
}
