package io.sockit.test;

import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.PacketTap;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/// What went over the interfaces of a network's hosts, one line a packet: time, host, interface,
/// direction, EtherType, length, bytes, and why it was dropped if it was. Packets of one moment
/// stand in the order of their hosts. Thread-safe.
public final class PacketTrace {
    /// Older packets of a host are forgotten, and their number is told.
    private static final int KEPT = 20_000;

    private final List<Recorder> recorders = new ArrayList<>();

    PacketTrace() {}

    void record(Host host) {
        synchronized (recorders) {
            Recorder recorder = new Recorder(host.name());
            recorders.add(recorder);
            host.tap(recorder);
        }
    }

    /// One line a packet.
    public List<String> lines() {
        return entries().stream().map(entry -> entry.line(Integer.MAX_VALUE)).toList();
    }

    /// The last packets, cut to the bytes that headers are in.
    String tail(int packets) {
        List<Entry> all = entries();
        List<Entry> last = all.subList(Math.max(0, all.size() - packets), all.size());
        StringBuilder text = new StringBuilder();
        long before = all.size() - last.size() + forgotten();
        if (before > 0) {
            text.append("(").append(before).append(" packets before)\n");
        }
        last.forEach(entry -> text.append(entry.line(64)).append('\n'));
        return text.toString();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        synchronized (recorders) {
            recorders.forEach(recorder -> recorder.addTo(all));
        }
        all.sort(Comparator.comparingLong(Entry::nanos)); // stable: the order of hosts stays
        return all;
    }

    private long forgotten() {
        synchronized (recorders) {
            return recorders.stream().mapToLong(Recorder::forgotten).sum();
        }
    }

    private static final class Recorder implements PacketTap {
        private final String host;
        private final Deque<Entry> entries = new ArrayDeque<>();
        private long forgotten;

        Recorder(String host) {
            this.host = host;
        }

        @Override
        public synchronized void packet(
                Link link,
                Direction direction,
                long timestampNanos,
                int etherType,
                ByteBuffer frame,
                String dropped) {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(frame.position(), bytes);
            entries.add(
                    new Entry(
                            timestampNanos,
                            "%s %s %s".formatted(host, link.name(), direction),
                            etherType,
                            HexFormat.of().formatHex(bytes),
                            dropped));
            if (entries.size() > KEPT) {
                entries.remove();
                forgotten++;
            }
        }

        synchronized void addTo(List<Entry> all) {
            all.addAll(entries);
        }

        synchronized long forgotten() {
            return forgotten;
        }
    }

    private record Entry(long nanos, String where, int etherType, String hex, String dropped) {
        String line(int most) {
            boolean whole = hex.length() <= 2L * most;
            return "%d.%09d %s%s %d %s%s"
                    .formatted(
                            nanos / 1_000_000_000,
                            nanos % 1_000_000_000,
                            where,
                            etherType < 0 ? "" : " 0x%04x".formatted(etherType),
                            hex.length() / 2,
                            whole ? hex : hex.substring(0, 2 * most) + "…",
                            dropped.isEmpty() ? "" : " dropped: " + dropped);
        }
    }
}
