package io.sockit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Hands over to the tool of the bench jar, if it is on the class path.
@Command(
        name = "bench",
        description = "Measures modules beside the operating system and the JVM, in the same run.")
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class BenchVerb implements Callable<Integer> {
    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "MODULE", description = "What to measure (default: every module).")
    private List<String> modules = new ArrayList<>();

    @Option(names = "--quick", description = "A look, not a figure to quote.")
    private boolean quick;

    @Option(names = "--list", description = "Says what would be measured.")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes JMH's results there too.")
    private Optional<String> json = Optional.empty();

    @Override
    public Integer call() {
        if (!sockit.plugins().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--plugins: %s (expected: no folder, bench measures the class path)"
                            .formatted(sockit.plugins().getFirst()));
        }
        List<String> arguments = new ArrayList<>(modules);
        if (quick) {
            arguments.add("--quick");
        }
        if (list) {
            arguments.add("--list");
        }
        json.ifPresent(file -> arguments.addAll(List.of("--json", file)));
        return Sockit.tool(spec.commandLine(), "bench", "sockit-bench", arguments);
    }
}
