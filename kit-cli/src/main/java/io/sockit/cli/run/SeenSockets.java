package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.ClosedSockets;
import io.sockit.api.Host;
import io.sockit.api.Process;
import io.sockit.api.SocketCounts;
import io.sockit.api.SocketInfo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The sockets that a host had in a run: sockets that its programs left open are remembered one by
/// one, sockets that they closed as a sum. Thread-safe.
final class SeenSockets {
    /// Maximum number of sockets remembered after their program has ended.
    private static final int MOST = 200;

    private final Host host;

    @GuardedBy("this")
    private final SortedMap<Long, SocketInfo> left = new TreeMap<>();

    /// All sockets at one moment.
    ///
    /// @param rows each as it was last seen
    /// @param closed the sum of the sockets that have no row
    record Seen(List<SocketInfo> rows, ClosedSockets closed) {}

    SeenSockets(Host host) {
        this.host = host;
    }

    /// Closes a program's process, and remembers the sockets that it had left open.
    void close(Process process) {
        List<SocketInfo> before = isFull() ? List.of() : host.sockets().rows();
        process.close(); // may wait, so no lock is held
        Map<Long, SocketInfo> open = open();
        before.stream().filter(row -> !open.containsKey(row.id())).forEach(this::remember);
    }

    private synchronized boolean isFull() {
        return left.size() >= MOST;
    }

    private synchronized void remember(SocketInfo row) {
        if (!isFull()) {
            left.put(row.id(), row);
        }
    }

    synchronized Seen now() {
        ClosedSockets closed = host.sockets().closed();
        Map<Long, SocketInfo> open = open();
        List<SocketInfo> gone =
                left.values().stream().filter(row -> !open.containsKey(row.id())).toList();
        SortedMap<Long, SocketInfo> all = new TreeMap<>(left);
        all.putAll(open);
        SocketCounts others = add(closed.counts(), sum(gone), -1);
        return new Seen(
                List.copyOf(all.values()),
                new ClosedSockets(Math.max(0, closed.number() - gone.size()), others));
    }

    private Map<Long, SocketInfo> open() {
        return host.sockets().rows().stream().collect(Collectors.toMap(SocketInfo::id, row -> row));
    }

    /// The sum of what several sockets carried.
    static SocketCounts sum(Collection<SocketInfo> rows) {
        SocketCounts sum = new SocketCounts(0, 0, 0, 0, 0);
        for (SocketInfo row : rows) {
            sum = add(sum, row.counts(), 1);
        }
        return sum;
    }

    /// Adds `sign` times the second. No sum is negative: rows are read one after the other while
    /// traffic goes on.
    private static SocketCounts add(SocketCounts one, SocketCounts other, int sign) {
        return new SocketCounts(
                Math.max(0, one.inMessages() + sign * other.inMessages()),
                Math.max(0, one.inBytes() + sign * other.inBytes()),
                Math.max(0, one.outMessages() + sign * other.outMessages()),
                Math.max(0, one.outBytes() + sign * other.outBytes()),
                Math.max(0, one.dropped() + sign * other.dropped()));
    }
}
