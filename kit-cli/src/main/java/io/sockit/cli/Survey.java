package io.sockit.cli;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.NetAddress;
import io.sockit.api.Network;
import io.sockit.api.Playback;
import io.sockit.api.VirtualClock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One look at a whole capture, on a host of its own.
///
/// @param asked the ports at which each address was asked
/// @param texts the addresses in their family's notation
/// @param packets the number of packets, and the kinds of those that are not datagrams
record Survey(Map<NetAddress, Set<Integer>> asked, Map<NetAddress, String> texts, String packets) {
    private static final Duration SLICE = Duration.ofHours(1);
    private static final String READ = "Pcap.Read";
    private static final String FILTERED = "Pcap.Filtered";
    private static final String LINK = "Pcap.UnknownLink.";

    /// @param device string of a device that replays all of the capture
    static Survey of(String device, List<Path> plugins) throws ErrnoException {
        Datagrams datagrams = new Datagrams();
        VirtualClock clock = Clock.virtual();
        try (Network network = Network.create(clock, 1)) {
            Host.Builder builder = network.host("survey").holdPlayback();
            plugins.forEach(builder::plugins);
            Host host = builder.device("eth0", device).start();
            host.tap(datagrams); // as long as the host lives
            for (Playback playback : new ArrayList<>(host.playbacks())) {
                playback.begin();
                while (!playback.finished()) {
                    clock.runUntilIdle(SLICE);
                }
            }
            clock.runUntilIdle(SLICE);
            Map<NetAddress, Set<Integer>> asked = new LinkedHashMap<>();
            Map<NetAddress, String> texts = new LinkedHashMap<>();
            for (Datagrams.End end : datagrams.servers()) {
                asked.computeIfAbsent(end.address(), address -> new TreeSet<>()).add(end.port());
                texts.put(end.address(), host.format(end.address()));
            }
            return new Survey(asked, texts, packets(host, datagrams));
        }
    }

    private static String packets(Host host, Datagrams datagrams) {
        Map<String, Long> kinds = new LinkedHashMap<>(datagrams.others());
        host.counters()
                .all()
                .forEach(
                        (name, count) -> {
                            if (name.equals(FILTERED)) {
                                kinds.put("that do not pass the filter", count);
                            } else if (name.startsWith(LINK)) {
                                kinds.put("of link type " + name.substring(LINK.length()), count);
                            }
                        });
        String all = host.counters().get(READ) + " packets";
        return kinds.isEmpty()
                ? all
                : all
                        + kinds.entrySet().stream()
                                .map(kind -> kind.getValue() + " " + kind.getKey())
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    /// The ports at which an address was asked.
    Set<Integer> ports(NetAddress address) {
        return asked.getOrDefault(address, Set.of());
    }

    /// All ports that were asked.
    Set<Integer> ports() {
        return asked.values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
