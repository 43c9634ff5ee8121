package io.sockit.socket.strand;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLRDHUP;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.VarHandle;

/// Something whose events can be waited for: an open file, the end of a program. Thread-safe.
///
/// **Why no event is lost.** The changing thread stores the new state, passes a full fence, and
/// then reads `first`. A waiter adds its watch, passes a full fence, and then reads the state. One
/// of the two sees the other. For changes on a strand, the fence is the one that releases the
/// strand: [HostStrand#raise] notes the event, and the thread looks here after it has left.
/// Elsewhere [#raise] has a fence of its own.
///
/// **Exclusive watches** want an event that one call consumes, such as a datagram. They are behind
/// the others in the list, as in Linux's wait queues, so an event tells all of the others and the
/// first exclusive one, which leaves the list if it is a waiter's. A waiter that was raised so and
/// does not consume ([Waiter#end] tells it), and a reader that leaves something behind, must
/// [hand the event on][#handOn].
public class Watched {
    /// What stays true for everybody wakes everybody.
    private static final int STAYS = POLLERR | POLLHUP | POLLRDHUP | Watch.DESCRIPTOR_CLOSED;

    private volatile @Nullable Watch first; // written under the monitor

    @GuardedBy("this")
    private @Nullable Watch last;

    /// Where the thread inside the strand noted an event: see [ThreadState]. On the strand.
    long notedEntry;

    int notedAt;

    /// Whether there are watches. A caller that changed something before must have passed a full
    /// fence.
    public final boolean hasWatches() {
        return first != null;
    }

    /// Tells watches of a change that the calling thread made before. Outside every strand.
    public final void raise(int events) {
        VarHandle.fullFence();
        raiseFenced(events);
    }

    /// As [#raise], also on a strand: there it is noted until the strand has been left.
    public static void raiseSoon(Watched file, int events) {
        StrandCore inside = ThreadState.current().inside;
        if (inside == null) {
            file.raise(events);
        } else {
            inside.raise(file, events);
        }
    }

    /// Tells every watch that it is to look again, whatever its interest; on a strand, after that
    /// has been left.
    public final void raiseAll() {
        raiseSoon(this, Watch.ALL);
    }

    /// As [#raise], after a full fence.
    ///
    /// @return whether somebody will look because of this call
    protected final boolean raiseFenced(int events) {
        return first != null && tellFrom(true, events);
    }

    /// Tells the first exclusive watch alone of what an earlier event left. The others know, and
    /// each of them knows of what stays true.
    public final void handOn(int events) {
        VarHandle.fullFence();
        if (first != null) {
            tellFrom(false, events & ~STAYS);
        }
    }

    private boolean tellFrom(boolean everybody, int events) {
        boolean told = false;
        synchronized (this) {
            boolean all = (events & STAYS) != 0;
            boolean over = false;
            Watch next;
            for (Watch watch = first; watch != null && !over; watch = next) {
                next = watch.after;
                if ((watch.interest() & events) != 0 && (everybody || watch.exclusive())) {
                    boolean looks = tell(watch, events);
                    told |= looks;
                    over = looks && watch.exclusive() && !all;
                }
            }
        }
        return told;
    }

    @GuardedBy("this")
    private boolean tell(Watch watch, int events) {
        if (watch.leavesWhenRaised()) {
            unlink(watch);
        }
        return watch.raised(events);
    }

    /// Adds a watch that is in no list: an exclusive one at the end, another one at the front.
    public final void add(Watch watch) {
        synchronized (this) {
            watch.watched = this;
            if (watch.exclusive()) {
                link(last, watch, null);
            } else {
                link(null, watch, first);
            }
        }
        VarHandle.fullFence();
    }

    @GuardedBy("this")
    private void link(@Nullable Watch before, Watch watch, @Nullable Watch after) {
        watch.before = before;
        watch.after = after;
        if (before == null) {
            first = watch;
        } else {
            before.after = watch;
        }
        if (after == null) {
            last = watch;
        } else {
            after.before = watch;
        }
    }

    /// Removes a watch.
    ///
    /// @return false where it was not in the list, because it was raised and left
    @SuppressWarnings("ReferenceEquality") // identity is meant
    public final boolean remove(Watch watch) {
        synchronized (this) {
            if (watch.watched != this) {
                return false;
            }
            unlink(watch);
            return true;
        }
    }

    @GuardedBy("this")
    private void unlink(Watch watch) {
        Watch before = watch.before;
        Watch after = watch.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        watch.watched = null;
        watch.before = null;
        watch.after = null;
    }
}
