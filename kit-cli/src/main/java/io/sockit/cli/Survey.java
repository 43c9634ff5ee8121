package io.sockit.cli;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
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

/// One look at a whole capture, on a host of its own: which addresses were asked at which ports.
final class Survey {
    private static final Duration SLICE = Duration.ofHours(1);

    private Survey() {}

    /// The ports that were asked, by address in the family's notation.
    ///
    /// @param device what replays all of the capture
    static Map<String, Set<Integer>> of(String device, List<Path> plugins) throws ErrnoException {
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
            Map<String, Set<Integer>> asked = new LinkedHashMap<>();
            for (Datagrams.End end : datagrams.servers()) {
                asked.computeIfAbsent(host.format(end.address()), address -> new TreeSet<>())
                        .add(end.port());
            }
            return asked;
        }
    }
}
