package io.sockit.cli;

import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.Value;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Builds the scenario of `replay`: hosts with a replaying device and a sink each.
final class ReplayScenario {
    private static final String DEVICE = "eth0";

    private final String string;
    private final List<HostPlan> hosts = new ArrayList<>();

    /// @param string the device string of every host
    ReplayScenario(String string) {
        this.string = string;
    }

    void host(Collection<String> addresses, Collection<Integer> ports) {
        String listen = ports.stream().map(port -> "[::]:" + port).collect(Collectors.joining(","));
        ProgramPlan sink =
                new ProgramPlan(
                        value("sink", "sink"),
                        "sink",
                        Map.of("listen", value("--port", listen)),
                        false,
                        0,
                        1);
        hosts.add(
                new HostPlan(
                        value("--to", hosts.isEmpty() ? "host" : "host" + (hosts.size() + 1)),
                        List.of(),
                        List.of(new HostPlan.Device(DEVICE, value("replay", string))),
                        addresses.stream()
                                .map(one -> new HostPlan.Address(DEVICE, value("--to", one)))
                                .toList(),
                        List.of(),
                        List.of(),
                        List.of(sink)));
    }

    private static Value value(String option, String text) {
        return new Value(text, Place.of(option));
    }

    /// In virtual time, so that recorded hours cost what happens in them.
    Scenario build() {
        return new Scenario(
                Path.of("").toAbsolutePath(),
                1,
                true,
                OptionalLong.empty(),
                List.of(),
                hosts,
                List.of(),
                List.of());
    }
}
