package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLNVAL;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.socket.strand.Waiter;

import org.jspecify.annotations.Nullable;

/// `poll`: looks first, without allocating; only a call that has to wait makes one of these.
public final class PollCall extends ManyFiles {
    private static final int ALWAYS = POLLERR | POLLHUP | POLLNVAL;

    private final PollFd[] entries;
    private final @Nullable Descriptor[] found;

    private PollCall(PollFd[] entries, DescriptorTable table) {
        super("poll", table.files());
        this.entries = entries;
        this.found = new @Nullable Descriptor[entries.length];
        for (int i = 0; i < entries.length; i++) {
            found[i] = table.find(entries[i].fd());
        }
    }

    public static int poll(PollFd[] entries, DescriptorTable table, long timeoutNanos)
            throws ErrnoException {
        checkCount(Checks.given(entries, "entries", "poll").length, table.limit());
        int ready = 0;
        for (PollFd entry : entries) {
            Checks.given(entry, "entry", "poll");
            ready += answer(entry, table.find(entry.fd()));
        }
        if (ready > 0 || timeoutNanos == 0) {
            return ready;
        }
        return new PollCall(entries, table).await(timeoutNanos);
    }

    private static void checkCount(int count, int limit) throws ErrnoException {
        if (count > limit) {
            throw new ErrnoException(
                    Errno.EINVAL, "poll", "entries: " + count + " (expected: <= " + limit + ")");
        }
    }

    @Override
    int only() {
        return entries.length == 1 ? entries[0].fd() : -1;
    }

    @Override
    void watch(Waiter waiter) {
        for (int i = 0; i < found.length; i++) {
            Descriptor descriptor = found[i];
            if (descriptor != null) {
                waiter.watch(descriptor.file, entries[i].events() | ALWAYS, false);
            }
        }
    }

    @Override
    int look() {
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
