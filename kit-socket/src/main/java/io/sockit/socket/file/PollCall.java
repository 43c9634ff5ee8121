package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLNVAL;

import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;

import org.jspecify.annotations.Nullable;

/// `poll`: looks first, without allocating; only a call that has to wait makes one of these, which
/// keeps the descriptors it found. Confined to its thread.
public class PollCall {
    private static final int ALWAYS = POLLERR | POLLHUP | POLLNVAL;

    private final PollFd[] entries;
    private final @Nullable Descriptor[] found;

    PollCall(PollFd[] entries, DescriptorTable table) {
        this.entries = entries;
        this.found = new @Nullable Descriptor[entries.length];
        for (int i = 0; i < entries.length; i++) {
            found[i] = table.find(entries[i].fd());
        }
    }

    public static int poll(
            PollFd[] entries, DescriptorTable table, HostClock clock, long timeoutNanos)
            throws ErrnoException {
        int ready = 0;
        for (PollFd entry : Checks.given(entries, "entries", "poll")) {
            Checks.given(entry, "entry", "poll");
            ready += answer(entry, table.find(entry.fd()));
        }
        if (ready > 0 || timeoutNanos == 0) {
            return ready;
        }
        long deadline = timeoutNanos < 0 ? Waiter.NEVER : clock.after(timeoutNanos);
        return new PollCall(entries, table).await(clock.ownWaiter(), deadline);
    }

    final int await(Waiter waiter, long deadline) throws ErrnoException {
        waiter.begin();
        waiter.describe("poll", entries.length == 1 ? entries[0].fd() : -1, null);
        try {
            for (int i = 0; i < found.length; i++) {
                watch(waiter, found[i], entries[i].events());
            }
            int ready = cameMeanwhile();
            for (boolean over = false; ready == 0 && !over; ready = look()) {
                Wait wait = sleep(waiter, deadline);
                if (wait == Wait.INTERRUPTED) {
                    throw Checks.interrupted("poll");
                }
                over = wait == Wait.TIMED_OUT;
            }
            return ready;
        } finally {
            waiter.end();
        }
    }

    /// After adding the watches: what came before that, and so wakes it not. Taken out by
    /// kit-stress.
    int cameMeanwhile() {
        return look();
    }

    Wait sleep(Waiter waiter, long deadline) {
        return waiter.await(deadline);
    }

    private static void watch(Waiter waiter, @Nullable Descriptor descriptor, int events) {
        if (descriptor != null) {
            waiter.watch(descriptor.file, events | ALWAYS, false);
        }
    }

    private int look() {
        int ready = 0;
        for (int i = 0; i < entries.length; i++) {
            ready += answer(entries[i], found[i]);
        }
        return ready;
    }

    /// @return 1 where the entry has a result, else 0
    private static int answer(PollFd entry, @Nullable Descriptor descriptor) {
        int events = entry.fd() < 0 ? 0 : events(descriptor) & (entry.events() | ALWAYS);
        entry.revents(events);
        return events == 0 ? 0 : 1;
    }

    private static int events(@Nullable Descriptor descriptor) {
        if (descriptor == null || descriptor.closed()) {
            return POLLNVAL;
        }
        return descriptor.file.readiness();
    }
}
