package io.sockit.socket.file;

import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;
import static io.sockit.api.PollFd.POLLNVAL;
import static io.sockit.api.PollFd.POLLOUT;
import static io.sockit.api.PollFd.POLLPRI;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.socket.strand.Waiter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// `select`. The caller's sets change only with an answer, not with an error.
public final class SelectCall extends ManyFiles {
    // Linux fs/select.c: POLLIN_SET, POLLOUT_SET, POLLEX_SET
    private static final int[] EVENTS = {
        POLLIN | POLLHUP | POLLERR | POLLNVAL, POLLOUT | POLLERR | POLLNVAL, POLLPRI | POLLNVAL
    };

    private final BitSet[] asked = new BitSet[EVENTS.length];
    private final BitSet[] ready = new BitSet[EVENTS.length];
    private final List<Descriptor> found = new ArrayList<>();

    private SelectCall(OpenFiles files, int nfds, @Nullable BitSet... sets) {
        super("select", files);
        for (int i = 0; i < sets.length; i++) {
            BitSet set = sets[i];
            asked[i] = set == null ? new BitSet() : set.get(0, nfds);
            ready[i] = new BitSet();
        }
    }

    public static int select(
            DescriptorTable table,
            int nfds,
            @Nullable BitSet read,
            @Nullable BitSet write,
            @Nullable BitSet except,
            long timeoutNanos)
            throws ErrnoException {
        if (nfds < 0) {
            throw new ErrnoException(Errno.EINVAL, "select", "nfds: " + nfds + " (expected: >= 0)");
        }
        SelectCall call = new SelectCall(table.files(), nfds, read, write, except);
        call.find(table);
        int count = call.look();
        if (count == 0 && timeoutNanos != 0) {
            count = call.await(timeoutNanos);
        }
        call.answer(read, write, except);
        return count;
    }

    private void find(DescriptorTable table) throws ErrnoException {
        BitSet all = new BitSet();
        for (BitSet set : asked) {
            all.or(set);
        }
        for (int fd = all.nextSetBit(0); fd >= 0; fd = all.nextSetBit(fd + 1)) {
            found.add(table.get(fd, "select"));
        }
    }

    @Override
    int only() {
        return -1;
    }

    @Override
    void watch(Waiter waiter) {
        for (Descriptor descriptor : found) {
            int interest = 0;
            for (int i = 0; i < EVENTS.length; i++) {
                interest |= asked[i].get(descriptor.fd) ? EVENTS[i] : 0;
            }
            waiter.watch(descriptor.file, interest, false);
        }
    }

    @Override
    int look() {
        int count = 0;
        for (Descriptor descriptor : found) {
            int events = descriptor.closed() ? POLLNVAL : descriptor.file.readiness();
            for (int i = 0; i < EVENTS.length; i++) {
                if ((events & EVENTS[i]) != 0 && asked[i].get(descriptor.fd)) {
                    ready[i].set(descriptor.fd);
                    count++;
                }
            }
        }
        return count;
    }

    private void answer(@Nullable BitSet... sets) {
        for (int i = 0; i < sets.length; i++) {
            BitSet set = sets[i];
            if (set != null) {
                set.clear();
                set.or(ready[i]);
            }
        }
    }
}
