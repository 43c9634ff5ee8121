package io.sockit.cli;

import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.scenario.Scenarios;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// Runs a scenario file.
@Command(
        name = "run",
        description = {
            "Brings up the hosts of a scenario, runs their programs, and prints what came in, went"
                    + " out and was dropped.",
            "Exit status: 0 where its checks hold, 1 where one fails, 2 for errors in the file"
                    + " (docs/scenarios.md)."
        })
@SuppressWarnings("NullAway.Init") // picocli sets parent and specification
final class RunVerb implements Callable<Integer> {
    /// The folder of the checkout; the start script sets it.
    private static final String ROOT = "sockit.root";

    private static final Path MAIN_JOB = Path.of("samples", "dns.yaml");

    @ParentCommand private Sockit sockit;

    @Spec private CommandSpec spec;

    @Mixin private RunOptions options = new RunOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The scenario (default: the main job on the recorded samples).")
    private @Nullable Path file;

    @Override
    public Integer call() {
        ScenarioRunner runner = new ScenarioRunner(spec.commandLine());
        try {
            Scenario scenario = Scenarios.read(file != null ? file : mainJob());
            return runner.run(options.apply(scenario, sockit.plugins(), spec.commandLine()));
        } catch (ScenarioException e) {
            return runner.refused(e);
        }
    }

    /// The scenario of the recorded samples, in the checkout that the command line was started
    /// from.
    private Path mainJob() {
        Path main = Path.of(System.getProperty(ROOT, "")).resolve(MAIN_JOB);
        if (!Files.exists(main)) {
            throw new ParameterException(
                    spec.commandLine(), "no FILE, and no " + main + " (expected: a scenario)");
        }
        return main;
    }
}
