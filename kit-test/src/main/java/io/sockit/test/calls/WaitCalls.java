package io.sockit.test.calls;

import io.sockit.api.EpollEvents;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PollFd;
import io.sockit.api.Process;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// poll, select and epoll.
final class WaitCalls {
    private static final int MOST = 16;

    private WaitCalls() {}

    static void into(Map<String, Arguments.Call> calls) {
        calls.put("poll", (s, p, a) -> poll(p, a));
        calls.put("select", (s, p, a) -> select(p, a));
        calls.put("epoll_create", (s, p, a) -> (long) p.epollCreate(a.integer(0, 0)));
        calls.put("epoll_ctl", WaitCalls::epollCtl);
        calls.put("epoll_wait", WaitCalls::epollWait);
        calls.put("sleep", (s, p, a) -> (long) p.poll(new PollFd[0], a.nanos(0)));
    }

    private static Object poll(Process process, Arguments given) throws ErrnoException {
        List<?> entries = given.list(0);
        PollFd[] fds = new PollFd[entries.size()];
        for (int i = 0; i < fds.length; i++) {
            Expression.Entry entry = (Expression.Entry) entries.get(i);
            fds[i] = new PollFd((int) entry.fd(), entry.events());
        }
        process.poll(fds, given.nanos(1));
        List<Object> ready = new ArrayList<>();
        for (int i = 0; i < fds.length; i++) {
            if (fds[i].revents() != 0) {
                String label = ((Expression.Entry) entries.get(i)).label();
                ready.add(new Expression.Entry(label, fds[i].fd(), fds[i].revents()));
            }
        }
        return List.of(ready);
    }

    private static Object select(Process process, Arguments given) throws ErrnoException {
        BitSet[] sets = new BitSet[3];
        int nfds = 0;
        for (int i = 0; i < sets.length; i++) {
            BitSet set = new BitSet();
            given.list(i).forEach(fd -> set.set((int) Expression.number(fd)));
            sets[i] = set;
            nfds = Math.max(nfds, set.length());
        }
        process.select(nfds, sets[0], sets[1], sets[2], given.nanos(3));
        List<Object> ready = new ArrayList<>();
        for (int i = 0; i < sets.length; i++) {
            BitSet set = sets[i];
            ready.add(
                    given.list(i).stream()
                            .filter(fd -> set.get((int) Expression.number(fd)))
                            .toList());
        }
        return ready;
    }

    private static Object epollCtl(ScriptProcess script, Process process, Arguments given)
            throws ErrnoException {
        boolean numbered = given.has(4);
        String label = given.texts().get(numbered ? 4 : 2);
        long data = numbered ? given.number(4) : script.label(label);
        int events = given.integer(3, 0);
        process.epollCtl(given.integer(0), given.integer(1), given.integer(2), events, data);
        return 0L;
    }

    private static Object epollWait(ScriptProcess script, Process process, Arguments given)
            throws ErrnoException {
        int most = given.integer(2, MOST);
        if (most < 1) {
            // EpollEvents has no such capacity: the array is the caller's in C alone.
            throw new ErrnoException(Errno.EINVAL, "epoll_wait", "capacity: " + most);
        }
        EpollEvents events = new EpollEvents(most);
        process.epollWait(given.integer(0), events, given.nanos(1));
        List<Object> ready = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String label = script.labelOf(events.data(i));
            ready.add(new Expression.Entry(label, 0, events.events(i)));
        }
        return List.of(ready);
    }
}
