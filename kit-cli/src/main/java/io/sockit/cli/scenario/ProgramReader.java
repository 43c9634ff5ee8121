package io.sockit.cli.scenario;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the programs of a host: `- echo`, or a map with `run` and more.
final class ProgramReader {
    private static final int MOST_RUNS = 10_000;
    private static final Set<String> KEYS =
            new TreeSet<>(List.of("run", "with", "name", "thread", "delay", "count"));
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]{0,62}");

    private final Reading reading;

    /// Names that a program cannot have, with their owners.
    private final Map<String, String> taken = new LinkedHashMap<>();

    ProgramReader(Reading reading, List<HostPlan.Device> devices) {
        this.reading = reading;
        ShortNames.groups().forEach(group -> taken.put(group, "a protocol"));
        taken.put(ShortNames.DROPPED, "a short name");
        devices.forEach(device -> taken.put(device.name(), "an interface"));
    }

    /// An entry, or null with a problem noted.
    @Nullable ProgramPlan read(Node node, String key) {
        if (node instanceof ScalarNode) {
            Value program = reading.text(node, key);
            return program == null
                    ? null
                    : new ProgramPlan(program, name(program, null), Map.of(), false, 0, 1);
        }
        Section section = Section.of(reading, node, key, KEYS);
        Value program = section.required("run");
        if (program == null) {
            return null;
        }
        return new ProgramPlan(
                program,
                name(program, section.text("name")),
                arguments(section.inside("with")),
                reading.isSecond(section.text("thread"), "platform", "virtual"),
                reading.nanos(section.text("delay")),
                (int) reading.number(section.text("count"), 1, 1, MOST_RUNS));
    }

    private Map<String, Value> arguments(Section section) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        for (String name : section.names()) {
            List<Value> values = section.texts(name);
            if (section.isEmptyList(name)) {
                reading.problem(section.place(name), "an empty list (expected: a value or more)");
            }
            if (!values.isEmpty()) {
                String text = values.stream().map(Value::text).collect(Collectors.joining(","));
                arguments.put(name, new Value(text, values.getFirst().place()));
            }
        }
        return arguments;
    }

    private String name(Value program, @Nullable Value given) {
        Value named = given == null ? program : given;
        String name = named.text();
        if (given == null) {
            name = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        }
        if (!NAME.matcher(name).matches()) {
            reading.problem(
                    named.place(),
                    "name '%s' (expected: a letter, then letters, digits, '_', '-')"
                            .formatted(name));
        }
        String owner = taken.put(name, "another program");
        if (owner != null) {
            reading.problem(
                    named.place(),
                    "name '%s' is that of %s (expected: another one, given by 'name')"
                            .formatted(name, owner));
        }
        return name;
    }
}
