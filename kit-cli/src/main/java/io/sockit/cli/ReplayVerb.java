package io.sockit.cli;

import io.sockit.api.Clock;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.NetAddress;
import io.sockit.api.Network;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.spi.Suggestion;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private static final int MOST_PORT = 65_535;

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private RunOptions options = new RunOptions();

    @Mixin private ReplayOptions device = new ReplayOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "The capture: pcap or pcapng; - is standard input.")
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
    public Integer call() throws IOException {
        for (int port : ports) {
            WireOptions.check(spec, "--port", port, 1, MOST_PORT);
        }
        if (Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), "FILE: '" + file + "' is a folder (expected: a capture)");
        }
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

    private Scenario scenario() throws IOException, ScenarioException {
        ReplayScenario scenario = new ReplayScenario(device.device(file));
        Map<String, NetAddress> targets = targets();
        if (!to.isEmpty() && !ports.isEmpty()) {
            to.forEach(address -> scenario.host(List.of(address), ports));
            return scenario.build();
        }
        if (isReadOnce()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "FILE '" + file + "' is read but once (expected: --to and --port with it)");
        }
        Survey survey = Survey.of(device.survey(file), sockit.plugins());
        if (survey.asked().isEmpty()) {
            throw new IOException(
                    file + ": nothing to replay: no UDP datagram in " + survey.packets());
        }
        if (to.isEmpty()) {
            scenario.host(
                    survey.texts().values(), bounded(ports.isEmpty() ? survey.ports() : ports));
        }
        for (String address : to) {
            Set<Integer> own = survey.ports(Objects.requireNonNull(targets.get(address)));
            if (own.isEmpty()) {
                throw new ScenarioException(
                        Place.of("--to"),
                        "%s: no datagrams to it (%s, or --port)"
                                .formatted(
                                        address,
                                        Suggestion.expected(address, survey.texts().values())));
            }
            scenario.host(List.of(address), bounded(own));
        }
        return scenario.build();
    }

    /// The addresses of `--to`, without their prefix lengths.
    private Map<String, NetAddress> targets() throws ErrnoException {
        Map<String, NetAddress> targets = new LinkedHashMap<>();
        if (to.isEmpty()) {
            return targets;
        }
        try (Network network = Network.create(Clock.virtual(), 1)) {
            Host.Builder builder = network.host("families");
            sockit.plugins().forEach(builder::plugins);
            Host host = builder.start();
            for (String text : to) {
                targets.put(text, target(host, text));
            }
        }
        return targets;
    }

    private NetAddress target(Host host, String text) {
        try {
            host.parsePrefix(text);
            int slash = text.indexOf('/');
            return host.parse(slash < 0 ? text : text.substring(0, slash));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to: '%s' (expected: an address such as 10.0.0.2, fd00::2 or 10.0.0.2/24)"
                            .formatted(text),
                    e);
        }
    }

    /// A pipe cannot be looked at before it is replayed.
    private boolean isReadOnce() {
        return file.toString().equals("-") || (Files.exists(file) && !Files.isRegularFile(file));
    }

    private Set<Integer> bounded(Set<Integer> found) throws ScenarioException {
        if (found.size() > MOST_PORTS) {
            throw new ScenarioException(
                    Place.of(file.toString()),
                    "datagrams to %d ports (expected: 1 to %d, or --port)"
                            .formatted(found.size(), MOST_PORTS));
        }
        return found;
    }
}
