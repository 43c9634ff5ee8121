package io.sockit.cli.scenario;

import io.sockit.cli.scenario.Scenario.Comparison;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads a whole scenario from its root node.
final class ScenarioReader {
    private static final int MOST_HOSTS = 1_000;
    private static final long DEFAULT_SEED = 1;
    private static final Set<String> KEYS =
            new TreeSet<>(
                    List.of("seed", "time", "duration", "plugins", "hosts", "expect", "compare"));
    private static final Set<String> COMPARISON_KEYS =
            new TreeSet<>(List.of("recorded", "answers"));
    private static final Pattern HOST = Pattern.compile("[A-Za-z][\\w-]{0,62}");

    private final Reading reading;

    ScenarioReader(Reading reading) {
        this.reading = reading;
    }

    Scenario read(Node root) {
        Section section = Section.of(reading, root, "", KEYS);
        List<HostPlan> hosts = hosts(section);
        CheckReader checks = new CheckReader(reading, hosts);
        return new Scenario(
                reading.folder(),
                reading.number(section.text("seed"), DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE),
                !reading.isSecond(section.text("time"), "virtual", "real"),
                duration(section.text("duration")),
                section.texts("plugins").stream()
                        .map(this::folder)
                        .filter(Objects::nonNull)
                        .toList(),
                hosts,
                section.texts("expect").stream()
                        .map(checks::read)
                        .filter(Objects::nonNull)
                        .toList(),
                section.items("compare").stream()
                        .map(this::comparison)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private OptionalLong duration(@Nullable Value value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(reading.nanos(value));
    }

    private @Nullable Path folder(Value value) {
        Path folder = path(value, "a folder of plug-ins");
        if (folder != null && !Files.isDirectory(folder)) {
            reading.problem(value.place(), "'" + value + "' (expected: a folder of plug-ins)");
            return null;
        }
        return folder;
    }

    private @Nullable Path path(@Nullable Value value, String expected) {
        if (value == null) {
            return null;
        }
        try {
            return reading.folder().resolve(value.text());
        } catch (InvalidPathException e) {
            reading.problem(value.place(), "'%s' (expected: %s)".formatted(value, expected));
            return null;
        }
    }

    /// A comparison, or null with a problem noted.
    private @Nullable Comparison comparison(Reading.Item item) {
        Section section = Section.of(reading, item.node(), item.key(), COMPARISON_KEYS);
        Path recorded = path(section.required("recorded"), "a file name");
        Path answers = path(section.required("answers"), "a file name");
        if (recorded != null && !Files.exists(recorded)) {
            reading.problem(section.place("recorded"), recorded.normalize() + ": no such file");
        }
        return recorded == null || answers == null
                ? null
                : new Comparison(recorded.normalize(), answers.normalize());
    }

    private List<HostPlan> hosts(Section section) {
        List<HostPlan> hosts = new ArrayList<>();
        Section map = section.inside("hosts");
        if (map.names().isEmpty() && !map.isBroken() && !section.isBroken()) {
            reading.problem(section.place("hosts"), "no hosts (expected: at least one)");
        }
        for (String name : map.names()) {
            Place place = map.place(name);
            if (!HOST.matcher(name).matches()) {
                reading.problem(
                        place,
                        "host '%s' (expected: a letter, then letters, digits, '_', '-')"
                                .formatted(name));
            }
            if (hosts.size() == MOST_HOSTS) {
                reading.problem(place, "too many hosts (expected: at most " + MOST_HOSTS + ")");
                return hosts;
            }
            Value host = new Value(name, place);
            map.find(name)
                    .map(entry -> new HostReader(reading, host, entry.node(), place.key()).read())
                    .ifPresent(hosts::add);
        }
        return hosts;
    }
}
