package io.sockit.packetdrill.run;

import io.sockit.api.EpollEvents;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.packetdrill.script.Expr;

import java.util.List;
import java.util.Map;

/// poll and epoll.
final class WaitCalls {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final List<String> DATA = List.of("fd", "ptr", "u32", "u64");

    private final Process process;
    private final Descriptors descriptors;

    WaitCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("poll", this::poll);
        calls.put("epoll_create", this::create);
        calls.put("epoll_create1", this::create);
        calls.put("epoll_ctl", this::control);
        calls.put("epoll_wait", this::await);
    }

    private static long timeout(long millis) {
        return millis < 0 ? -1 : millis * NANOS_PER_MILLI;
    }

    private Answer poll(Arguments given) throws ErrnoException, DrillFailure {
        given.require(3, 3);
        List<Expr> items = Arguments.items(given.at(0));
        if (items.size() != given.number(1)) {
            throw new DrillFailure(
                    "nfds: %d (expected: %d)".formatted(given.number(1), items.size()));
        }
        PollFd[] entries = new PollFd[items.size()];
        for (int i = 0; i < entries.length; i++) {
            Expr.Struct item = Arguments.struct(items.get(i));
            int fd = descriptors.live(Arguments.field(item, "fd"));
            entries[i] = new PollFd(fd, (int) Arguments.field(item, "events"));
        }
        int ready = process.poll(entries, timeout(given.number(2)));
        return Answer.of(ready, () -> check(items, entries));
    }

    private static void check(List<Expr> items, PollFd[] entries) throws DrillFailure {
        for (int i = 0; i < entries.length; i++) {
            Expr.Struct item = Arguments.struct(items.get(i));
            long expected = item.field("revents") == null ? 0 : Arguments.field(item, "revents");
            if (expected != entries[i].revents()) {
                throw new DrillFailure(
                        "revents of entry %d: 0x%x (expected: 0x%x)"
                                .formatted(i, entries[i].revents(), expected));
            }
        }
    }

    private Answer create(Arguments given) throws ErrnoException, DrillFailure {
        given.require(1, 1);
        int flags = given.name().equals("epoll_create1") ? given.integer(0) : 0;
        int fd = process.epollCreate(flags);
        return Answer.descriptor(fd, () -> descriptors.opened(given.expected(), fd));
    }

    private Answer control(Arguments given) throws ErrnoException, DrillFailure {
        given.require(4, 4);
        boolean without = given.isNull(3) || given.isAny(3);
        int events = without ? 0 : (int) Arguments.field(given.struct(3), "events");
        long data = without ? 0 : data(given.struct(3));
        process.epollCtl(
                descriptors.live(given.number(0)),
                given.integer(1),
                descriptors.live(given.number(2)),
                events,
                data);
        return Answer.done();
    }

    private static long data(Expr.Struct event) throws DrillFailure {
        for (String name : DATA) {
            if (event.field(name) != null) {
                return Arguments.field(event, name);
            }
        }
        throw new DrillFailure(event + " (expected: one of the fields " + DATA + ")");
    }

    /// The script describes the first event; zeros where there is no event.
    private Answer await(Arguments given) throws ErrnoException, DrillFailure {
        given.require(4, 4);
        EpollEvents events = new EpollEvents(given.integer(2));
        int ready =
                process.epollWait(
                        descriptors.live(given.number(0)), events, timeout(given.number(3)));
        return Answer.of(
                ready,
                () -> {
                    int bits = ready == 0 ? 0 : events.events(0);
                    long data = ready == 0 ? 0 : events.data(0);
                    Expr.Struct expected = given.struct(1);
                    int wanted = (int) Arguments.field(expected, "events");
                    if (wanted != bits || data(expected) != data) {
                        throw new DrillFailure(
                                "{events=0x%x, data=%d} (expected: {events=0x%x, data=%d})"
                                        .formatted(bits, data, wanted, data(expected)));
                    }
                });
    }
}
