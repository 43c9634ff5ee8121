package io.sockit.bench;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The arguments of the tool.
///
/// @param modules what to measure, empty for all
/// @param quick whether one short fork is enough
/// @param list whether to list the benchmarks only
/// @param help whether to explain the tool only
/// @param json where to write JMH's own results, or null
record Arguments(
        SortedSet<String> modules, boolean quick, boolean list, boolean help, @Nullable Path json) {
    static final String USAGE =
            """
            Usage: sockit bench [MODULE]... [--quick] [--list] [--json FILE]
            Measures modules beside the operating system and the JVM, in the same run.
              MODULE       one of: %s (default: all)
              --quick      one short fork a benchmark: a look, not a figure to quote
              --list       says what would be measured
              --json FILE  writes JMH's results there too
            Exit status: 0 where every bar is met, 1 where one is not or a benchmark
            fails, 2 for wrong usage.
            """
                    .formatted(names());

    /// @throws IllegalArgumentException saying what was expected
    static Arguments parse(List<String> arguments) {
        Set<String> flags = new TreeSet<>();
        SortedSet<String> modules = new TreeSet<>();
        Path json = null;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--quick", "--list", "--help", "-h" -> flags.add(argument);
                case "--json" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException("--json: no file (expected: a name)");
                    }
                    json = Path.of(rest.next());
                }
                default -> modules.add(module(argument));
            }
        }
        return new Arguments(
                modules,
                flags.contains("--quick"),
                flags.contains("--list"),
                flags.contains("--help") || flags.contains("-h"),
                json);
    }

    /// A module by its name, or by what follows the dash in it: `udp` is `proto-udp`.
    private static String module(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException(
                    "option: " + argument + " (expected: --quick, --list, --json FILE)");
        }
        return Catalogue.modules().stream()
                .filter(name -> name.equals(argument) || name.endsWith("-" + argument))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "module: %s (expected: %s)".formatted(argument, names())));
    }

    /// The modules with their short names: `proto-udp or udp`.
    private static String names() {
        return Catalogue.modules().stream()
                .map(name -> name + " or " + name.substring(name.indexOf('-') + 1))
                .collect(Collectors.joining(", "));
    }
}
