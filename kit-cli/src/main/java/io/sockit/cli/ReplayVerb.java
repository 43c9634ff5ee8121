package io.sockit.cli;

import io.sockit.api.ErrnoException;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// A capture into the sockets of hosts: a scenario made of options.
@Command(
        name = "replay",
        description = {
            "Replays a capture into UDP sockets that take what comes, and prints what came.",
            "Without --to, one host has all addresses that were asked in the capture; without"
                    + " --port, it has sockets at the ports that were asked."
        })
@SuppressWarnings("NullAway.Init") // picocli sets parent, specification and file
final class ReplayVerb implements Callable<Integer> {
    private static final int MOST_PORTS = 500;

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private RunOptions options = new RunOptions();

    @Mixin private ReplayOptions device = new ReplayOptions();

    @Parameters(paramLabel = "FILE", description = "The capture: pcap or pcapng.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "A host of this address; may be repeated, for a host each.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "A port with a socket; may be repeated.")
    private Set<Integer> ports = new LinkedHashSet<>();

    @Override
    public Integer call() throws ErrnoException, InterruptedException {
        if (device.hasOut() && to.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--out with more than one --to");
        }
        ScenarioRunner runner = new ScenarioRunner(spec.commandLine());
        try {
            return runner.run(options.apply(scenario(), sockit.plugins(), spec.commandLine()));
        } catch (ScenarioException e) {
            return runner.refused(e);
        }
    }

    private Scenario scenario() throws ErrnoException, ScenarioException {
        ReplayScenario scenario = new ReplayScenario(device.device(file));
        if (!to.isEmpty() && !ports.isEmpty()) {
            to.forEach(address -> scenario.host(List.of(address), ports));
            return scenario.build();
        }
        Map<String, Set<Integer>> asked = Survey.of(device.survey(file), sockit.plugins());
        if (to.isEmpty()) {
            Set<Integer> all = new TreeSet<>(ports);
            if (ports.isEmpty()) {
                asked.values().forEach(all::addAll);
            }
            scenario.host(asked.keySet(), bounded(all));
        }
        for (String address : to) {
            Set<Integer> own = asked.get(address.replaceFirst("/.*", ""));
            scenario.host(List.of(address), bounded(own == null ? Set.of() : own));
        }
        return scenario.build();
    }

    private Set<Integer> bounded(Set<Integer> found) throws ScenarioException {
        if (found.isEmpty() || found.size() > MOST_PORTS) {
            throw new ScenarioException(
                    Place.of(file.toString()),
                    "datagrams to %d ports (expected: 1 to %d, or --port)"
                            .formatted(found.size(), MOST_PORTS));
        }
        return found;
    }
}
