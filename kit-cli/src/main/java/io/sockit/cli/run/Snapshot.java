package io.sockit.cli.run;

import io.sockit.api.ClosedSockets;
import io.sockit.api.Counters;
import io.sockit.api.Host;
import io.sockit.api.Link;
import io.sockit.api.SocketInfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// The counters of one host and its programs at one moment, so that tables and checks agree while
/// traffic goes on.
///
/// @param links its interfaces
/// @param sockets each as it was last seen
/// @param closed the sockets that programs closed
/// @param names of all counters
/// @param counted the counters that are not zero
/// @param drops the reasons for which packets were dropped
/// @param programs in the order of the file
record Snapshot(
        String host,
        List<Link> links,
        List<SocketInfo> sockets,
        ClosedSockets closed,
        Set<String> names,
        SortedMap<String, Long> counted,
        SortedMap<String, Long> drops,
        List<ProgramView> programs) {
    /// One program entry.
    record ProgramView(String name, int runs, String states, SortedMap<String, Long> counted) {}

    /// Takes one of each host, by name.
    static Map<String, Snapshot> of(Iterable<Host> hosts, Crew crew) {
        Map<String, Snapshot> all = new LinkedHashMap<>();
        for (Host host : hosts) {
            SeenSockets.Seen sockets = crew.sockets(host).now();
            Counters counters = host.counters();
            all.put(
                    host.name(),
                    new Snapshot(
                            host.name(),
                            host.links().rows(),
                            sockets.rows(),
                            sockets.closed(),
                            new TreeSet<>(counters.names()),
                            counters.all(),
                            counters.drops(),
                            crew.entries().stream()
                                    .filter(entry -> entry.host().equals(host))
                                    .map(ProgramEntry::view)
                                    .toList()));
        }
        return all;
    }

    long count(String counter) {
        return counted.getOrDefault(counter, 0L);
    }

    boolean hasLink(String name) {
        return links.stream().anyMatch(link -> link.name().equals(name));
    }

    /// The number of packets dropped for reasons with this prefix.
    long dropped(String prefix) {
        return drops.entrySet().stream()
                .filter(drop -> drop.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
