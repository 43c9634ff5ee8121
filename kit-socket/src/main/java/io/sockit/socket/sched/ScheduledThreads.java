package io.sockit.socket.sched;

import org.jspecify.annotations.Nullable;

/// Threads in the order in which they were added; a thread is in one list at most. Under the
/// [ProgramScheduler]'s lock.
@SuppressWarnings("ReferenceEquality") // identity is meant
final class ScheduledThreads {
    private @Nullable ScheduledThread first;
    private @Nullable ScheduledThread last;

    boolean isEmpty() {
        return first == null;
    }

    @Nullable ScheduledThread first() {
        return first;
    }

    /// Adds a thread at the end, and takes it out of the list that it is in.
    void add(ScheduledThread thread) {
        leave(thread);
        thread.list = this;
        thread.previous = last;
        if (last == null) {
            first = thread;
        } else {
            last.next = thread;
        }
        last = thread;
    }

    @Nullable ScheduledThread poll() {
        ScheduledThread thread = first;
        if (thread != null) {
            unlink(thread);
        }
        return thread;
    }

    /// Takes a thread out of the list that it is in.
    static void leave(ScheduledThread thread) {
        if (thread.list != null) {
            thread.list.unlink(thread);
        }
    }

    private void unlink(ScheduledThread thread) {
        ScheduledThread before = thread.previous;
        ScheduledThread after = thread.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        thread.list = null;
        thread.next = null;
        thread.previous = null;
    }
}
