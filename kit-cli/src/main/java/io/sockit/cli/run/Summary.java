package io.sockit.cli.run;

import io.sockit.api.Link;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketCounts;
import io.sockit.api.SocketInfo;
import io.sockit.cli.term.Table;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The tables of what came in, went out and was dropped: one each for devices, sockets, programs
/// and drops.
final class Summary {
    private static final int MOST_ROWS = 40;

    private final Collection<Snapshot> hosts;

    Summary(Collection<Snapshot> hosts) {
        this.hosts = hosts;
    }

    List<Table> tables() {
        return List.of(devices(), sockets(), programs(), drops());
    }

    private Table devices() {
        Table table = new Table("HOST", "DEVICE", "IN", "BYTES", "OUT", "BYTES", "DROPPED", "");
        for (Snapshot host : hosts) {
            for (Link link : host.links()) {
                String own = "Interface." + link.name() + ".";
                table.add(
                        host.host(),
                        link.name(),
                        count(host, own + "InPackets"),
                        count(host, own + "InBytes"),
                        count(host, own + "OutPackets"),
                        count(host, own + "OutBytes"),
                        count(host, own + "Drops"),
                        link.device());
            }
        }
        return table;
    }

    private Table sockets() {
        Table table =
                new Table(
                        "HOST", "SOCKET", "LOCAL", "PEER", "IN", "BYTES", "OUT", "BYTES", "DROPPED",
                        "UNREAD");
        for (Snapshot host : hosts) {
            List<SocketInfo> rows = host.sockets();
            Set<Long> peers = rows.stream().map(SocketInfo::peerId).collect(Collectors.toSet());
            for (SocketInfo row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
                table.add(
                        host.host(),
                        row.protocolName(),
                        end(
                                row.local(),
                                row.peerId() != 0 || peers.contains(row.id()) ? row.id() : 0),
                        end(row.peer(), row.peerId()),
                        number(row.counts().inMessages()),
                        number(row.counts().inBytes()),
                        number(row.counts().outMessages()),
                        number(row.counts().outBytes()),
                        number(row.counts().dropped()),
                        number(row.received()));
            }
            if (rows.size() > MOST_ROWS) {
                List<SocketInfo> rest = rows.subList(MOST_ROWS, rows.size());
                together(table, host, rest.size() + " more", SeenSockets.sum(rest), unread(rest));
            }
            if (host.closed().number() > 0) {
                String what = host.closed().number() + " closed";
                together(table, host, what, host.closed().counts(), 0);
            }
        }
        return table;
    }

    /// An end of a connection: its address, and the socket's id where both ends are sockets of the
    /// host.
    private static String end(@Nullable Sockaddr address, long id) {
        String text = address == null ? "-" : address.toString();
        return id == 0 ? text : text + " #" + id;
    }

    /// Several sockets in one row.
    private static void together(
            Table table, Snapshot host, String what, SocketCounts counts, long unread) {
        table.add(
                host.host(),
                what,
                "-",
                "-",
                number(counts.inMessages()),
                number(counts.inBytes()),
                number(counts.outMessages()),
                number(counts.outBytes()),
                number(counts.dropped()),
                number(unread));
    }

    private static long unread(List<SocketInfo> rows) {
        return rows.stream().mapToLong(SocketInfo::received).sum();
    }

    private Table programs() {
        Table table = new Table("HOST", "PROGRAM", "RUNS", "STATE", "COUNTED");
        for (Snapshot host : hosts) {
            for (Snapshot.ProgramView program : host.programs()) {
                table.add(
                        host.host(),
                        program.name(),
                        number(program.runs()),
                        program.states(),
                        counters(program.counted()));
            }
        }
        return table;
    }

    private Table drops() {
        Table table = new Table("HOST", "DROPPED", "PACKETS");
        for (Snapshot host : hosts) {
            host.drops().forEach((reason, count) -> table.add(host.host(), reason, number(count)));
        }
        return table;
    }

    private static String counters(Map<String, Long> counters) {
        return counters.entrySet().stream()
                .map(counter -> counter.getKey() + " " + number(counter.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String count(Snapshot host, String counter) {
        return number(host.count(counter));
    }

    static String number(long number) {
        return "%,d".formatted(number);
    }
}
