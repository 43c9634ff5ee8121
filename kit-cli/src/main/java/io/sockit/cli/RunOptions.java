package io.sockit.cli;

import io.sockit.cli.scenario.Captures;
import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Place;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.Value;
import io.sockit.cli.term.Console;
import io.sockit.spi.Quantity;
import io.sockit.spi.Suggestion;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The options that change a scenario.
final class RunOptions {
    @Option(
            names = "--device",
            paramLabel = "HOST.DEVICE=STRING",
            description = "Another device string, such as 'a.eth0=link:wan?loss=1%%'.")
    private Map<String, String> devices = new LinkedHashMap<>();

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description =
                    "Writes what the devices carry: one device this file, of several each"
                            + " FILE-HOST-DEVICE (before the ending).")
    private @Nullable Path capture;

    @Option(names = "--seed", paramLabel = "N", description = "What chance is drawn from.")
    private @Nullable Long seed;

    @Option(names = "--duration", paramLabel = "TIME", description = "Its end, such as 10s.")
    private @Nullable String duration;

    @ArgGroup private Time time = new Time();

    /// Which clock.
    static final class Time {
        @Option(names = "--virtual", description = "Time jumps to whatever happens next.")
        boolean virtual;

        @Option(names = "--real", description = "The machine's own time.")
        boolean real;
    }

    Scenario apply(Scenario scenario, List<Path> plugins, CommandLine verb) {
        Scenario changed = scenario;
        List<Path> folders = new ArrayList<>(scenario.plugins());
        folders.addAll(plugins);
        changed = changed.withPlugins(folders);
        if (time.virtual || time.real) {
            changed = changed.withTime(time.virtual);
        }
        if (seed != null) {
            changed = changed.withSeed(seed);
        }
        if (duration != null) {
            changed = changed.withDuration(nanos(duration, verb));
        }
        for (Map.Entry<String, String> device : devices.entrySet()) {
            changed = withDevice(changed, device.getKey(), device.getValue(), verb);
        }
        return capture == null ? changed : captured(changed, capture, verb);
    }

    private static Scenario captured(Scenario scenario, Path file, CommandLine verb) {
        String unwritten = Captures.unwritten(scenario);
        if (unwritten != null) {
            String note = "sockit: --capture %s writes nothing: %s".formatted(file, unwritten);
            verb.getErr().println(Console.printable(note));
        }
        return Captures.add(scenario, file.toAbsolutePath());
    }

    private static long nanos(String text, CommandLine verb) {
        Long nanos = Quantity.NANOS.parse(text);
        if (nanos == null) {
            throw new ParameterException(
                    verb,
                    "--duration: '%s' (expected: %s)".formatted(text, Quantity.NANOS.expected()));
        }
        return nanos;
    }

    private static Scenario withDevice(
            Scenario scenario, String name, String string, CommandLine verb) {
        List<HostPlan> hosts = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (HostPlan host : scenario.hosts()) {
            List<HostPlan.Device> devices = new ArrayList<>();
            for (HostPlan.Device device : host.devices()) {
                String title = host.name() + "." + device.name();
                known.add(title);
                devices.add(title.equals(name) ? other(device, string) : device);
            }
            hosts.add(host.withDevices(devices));
        }
        if (!known.contains(name)) {
            throw new ParameterException(
                    verb, "--device: '%s' (%s)".formatted(name, Suggestion.expected(name, known)));
        }
        return scenario.withHosts(hosts);
    }

    private static HostPlan.Device other(HostPlan.Device device, String string) {
        return new HostPlan.Device(device.name(), new Value(string, Place.of("--device")));
    }
}
