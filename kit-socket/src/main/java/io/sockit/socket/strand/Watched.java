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
/// then
/// reads `first`. A waiter adds its watch, passes a full fence, and then reads the state. One of
/// the
/// two sees the other. For changes on a strand, the fence is the one that releases the strand:
/// [HostStrand#raise] notes the event, and the thread looks here after it has left. Elsewhere
/// [#raise] has a fence of its own.
///
/// **Exclusive watches** want an event that one call consumes, such as a datagram. The first of
/// them
/// is raised and leaves the list. A waiter that was raised so and does not consume, and a reader
/// that leaves something behind, must raise the event again ([Waiter#end] and the callers of
/// [#hasWatches] do).
public class Watched {
    /// What stays true for everybody wakes everybody.
    private static final int STAYS = POLLERR | POLLHUP | POLLRDHUP;

    private volatile @Nullable Watch first; // written under the monitor

    @GuardedBy("this")
    private @Nullable Watch last;

    /// Where the thread inside the strand noted an event: see [ThreadState#raise]. On the strand.
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

    /// Tells every watch that it is to look again, whatever its interest.
    public final void raiseAll() {
        raise(Watch.ALL);
    }

    /// As [#raise], after a full fence.
    final void raiseFenced(int events) {
        if (first == null) {
            return;
        }
        synchronized (this) {
            boolean all = (events & STAYS) != 0;
            Watch next;
            for (Watch watch = first; watch != null; watch = next) {
                next = watch.after;
                if ((watch.interest() & events) != 0 && tell(watch, events) && !all) {
                    return;
                }
            }
        }
    }

    /// @return whether an event that one call consumes is taken care of
    @GuardedBy("this")
    private boolean tell(Watch watch, int events) {
        if (watch.leavesWhenRaised()) {
            unlink(watch);
        }
        return watch.raised(events) && watch.exclusive();
    }

    /// Adds a watch at the end. It is in no list.
    public final void add(Watch watch) {
        synchronized (this) {
            watch.watched = this;
            watch.before = last;
            watch.after = null;
            if (last == null) {
                first = watch;
            } else {
                last.after = watch;
            }
            last = watch;
        }
        VarHandle.fullFence();
    }

    /// Removes a watch.
    ///
    /// @return false where it was not in the list, because it was raised and left
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
