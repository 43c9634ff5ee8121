package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.SocketInfo;
import io.sockit.cli.term.Table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What came in, went out and was dropped why: one table for devices, sockets and programs each.
final class Summary {
    private static final int MOST_ROWS = 40;

    private final Collection<Host> hosts;
    private final Crew crew;

    Summary(Collection<Host> hosts, Crew crew) {
        this.hosts = hosts;
        this.crew = crew;
    }

    List<Table> tables() {
        return List.of(devices(), sockets(), programs(), drops());
    }

    private Table devices() {
        Table table = new Table("HOST", "DEVICE", "IN", "BYTES", "OUT", "BYTES", "DROPPED", "");
        for (Host host : hosts) {
            for (Link link : host.links().rows()) {
                String own = "Interface." + link.name() + ".";
                table.add(
                        host.name(),
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
        Table table = new Table("HOST", "SOCKET", "STATE", "LOCAL", "PEER", "UNREAD");
        for (Host host : hosts) {
            List<SocketInfo> rows = crew.sockets(host);
            for (SocketInfo row : rows.subList(0, Math.min(rows.size(), MOST_ROWS))) {
                table.add(
                        host.name(),
                        row.protocolName(),
                        row.state(),
                        row.local() == null ? "-" : row.local().toString(),
                        row.peer() == null ? "-" : row.peer().toString(),
                        number(row.received()));
            }
            if (rows.size() > MOST_ROWS) {
                table.add(
                        host.name(), "and " + (rows.size() - MOST_ROWS) + " more", "", "", "", "");
            }
        }
        return table;
    }

    private Table programs() {
        Table table = new Table("HOST", "PROGRAM", "RUNS", "STATE", "COUNTED");
        for (ProgramEntry entry : crew.entries()) {
            table.add(
                    entry.host().name(),
                    entry.plan().name(),
                    Integer.toString(entry.runs().size()),
                    entry.states(),
                    counters(entry.counters().all()));
        }
        return table;
    }

    private Table drops() {
        Table table = new Table("HOST", "DROPPED", "PACKETS");
        for (Host host : hosts) {
            host.counters()
                    .drops()
                    .forEach((reason, count) -> table.add(host.name(), reason, number(count)));
        }
        return table;
    }

    private static String counters(Map<String, Long> counters) {
        return counters.entrySet().stream()
                .map(counter -> counter.getKey() + " " + number(counter.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String count(Host host, String counter) {
        return number(host.counters().get(counter));
    }

    static String number(long number) {
        return "%,d".formatted(number);
    }
}
