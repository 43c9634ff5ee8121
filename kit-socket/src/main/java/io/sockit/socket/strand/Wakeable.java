package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Something to be looked after outside the strand once what happened on it is done: waiting
/// threads, listeners. [HostStrand#wake] queues it once; the thread that leaves issues it.
public abstract class Wakeable {
    private static final VarHandle QUEUED =
            Fields.handle(MethodHandles.lookup(), "queued", boolean.class);

    @Nullable Wakeable nextWake;

    @SuppressWarnings("UnusedVariable") // see QUEUED
    private volatile boolean queued;

    /// Looks after it. Outside every strand, on whichever thread left one; possibly on two threads
    /// at once.
    protected abstract void wakened();

    /// Marks it as queued.
    ///
    /// @return whether the caller is to queue it; if not, somebody's look is still to come
    final boolean markQueued() {
        return !(boolean) QUEUED.getAndSet(this, true);
    }

    /// Pays a wake from the thread's own list, which it has left.
    final void issue() {
        clearQueued();
        look();
    }

    /// Wakes at once, off the strand. The mark stays: it belongs to the thread whose list may still
    /// hold this, and without it the next wake inside would link it a second time and cut off what
    /// follows it there.
    final void issueOutside() {
        look();
    }

    private void look() {
        try {
            wakened();
        } catch (Throwable t) {
            KitOwner.KIT.fault(t);
        }
    }

    /// Before looking, so that what changes meanwhile queues it anew.
    void clearQueued() {
        QUEUED.getAndSet(this, false);
    }
}
