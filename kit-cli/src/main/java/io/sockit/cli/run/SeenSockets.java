package io.sockit.cli.run;

import io.sockit.api.ClosedSockets;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.SocketCounts;
import io.sockit.api.SocketInfo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The sockets that a host had in a run: those that its programs left open are remembered one by
/// one, those that they closed themselves all together. Thread-safe.
final class SeenSockets {
    /// Those that are remembered after their program has ended.
    private static final int MOST = 200;

    private final Host host;
    private final SortedMap<Long, SocketInfo> left = new TreeMap<>();

    /// All of them at one moment.
    ///
    /// @param rows each as it was last seen
    /// @param closed those that have no row
    record Seen(List<SocketInfo> rows, ClosedSockets closed) {}

    SeenSockets(Host host) {
        this.host = host;
    }

    /// Closes a program's process, and remembers the sockets that it had left open.
    void close(Process process) {
        if (isFull()) {
            process.close();
            return;
        }
        List<SocketInfo> before = host.sockets().rows();
        process.close();
        Set<Long> open = new HashSet<>();
        host.sockets().rows().forEach(row -> open.add(row.id()));
        synchronized (left) {
            for (SocketInfo row : before) {
                if (left.size() < MOST && !open.contains(row.id())) {
                    left.put(row.id(), row);
                }
            }
        }
    }

    private boolean isFull() {
        synchronized (left) {
            return left.size() >= MOST;
        }
    }

    Seen now() {
        ClosedSockets closed = host.sockets().closed();
        List<SocketInfo> open = host.sockets().rows();
        SortedMap<Long, SocketInfo> gone;
        synchronized (left) {
            gone = new TreeMap<>(left);
        }
        open.forEach(row -> gone.remove(row.id()));
        SortedMap<Long, SocketInfo> all = new TreeMap<>(gone);
        open.forEach(row -> all.put(row.id(), row));
        SocketCounts others = less(closed.counts(), sum(gone.values()));
        return new Seen(
                new ArrayList<>(all.values()),
                new ClosedSockets(Math.max(0, closed.number() - gone.size()), others));
    }

    /// What passed several sockets.
    static SocketCounts sum(Collection<SocketInfo> rows) {
        SocketCounts sum = new SocketCounts(0, 0, 0, 0, 0);
        for (SocketInfo row : rows) {
            SocketCounts one = row.counts();
            sum =
                    new SocketCounts(
                            sum.inMessages() + one.inMessages(),
                            sum.inBytes() + one.inBytes(),
                            sum.outMessages() + one.outMessages(),
                            sum.outBytes() + one.outBytes(),
                            sum.dropped() + one.dropped());
        }
        return sum;
    }

    private static SocketCounts less(SocketCounts all, SocketCounts some) {
        return new SocketCounts(
                Math.max(0, all.inMessages() - some.inMessages()),
                Math.max(0, all.inBytes() - some.inBytes()),
                Math.max(0, all.outMessages() - some.outMessages()),
                Math.max(0, all.outBytes() - some.outBytes()),
                Math.max(0, all.dropped() - some.dropped()));
    }
}
