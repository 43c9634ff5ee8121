package io.sockit.socket.sched;

import org.jspecify.annotations.Nullable;

/// Turns in order; a turn stands in one list at a time. Under the [ProgramScheduler]'s lock.
final class ScheduledThreads {
    private @Nullable ScheduledThread first;
    private @Nullable ScheduledThread last;

    boolean isEmpty() {
        return first == null;
    }

    @Nullable ScheduledThread first() {
        return first;
    }

    void add(ScheduledThread scheduled) {
        scheduled.next = null;
        scheduled.previous = last;
        if (last == null) {
            first = scheduled;
        } else {
            last.next = scheduled;
        }
        last = scheduled;
    }

    @Nullable ScheduledThread poll() {
        ScheduledThread scheduled = first;
        if (scheduled != null) {
            remove(scheduled);
        }
        return scheduled;
    }

    /// Takes out one that stands in this list.
    void remove(ScheduledThread scheduled) {
        ScheduledThread before = scheduled.previous;
        ScheduledThread after = scheduled.next;
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
        scheduled.next = null;
        scheduled.previous = null;
    }
}
