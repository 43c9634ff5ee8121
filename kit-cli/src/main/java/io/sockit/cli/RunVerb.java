package io.sockit.cli;

import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.scenario.Scenarios;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
            Scenario scenario = Scenarios.read(file != null ? file : MainJob.file(spec));
            return runner.run(options.apply(scenario, sockit.plugins(), spec.commandLine()));
        } catch (ScenarioException e) {
            return runner.refused(e);
        }
    }
}
