package io.sockit.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;

/// What `run` does without a file: the scenario of the recorded samples, in the checkout that the
/// command line was started from.
final class MainJob {
    /// The folder of the checkout; the start script sets it.
    private static final String ROOT = "sockit.root";

    private static final Path SCENARIO = Path.of("samples", "dns.yaml");

    private MainJob() {}

    static Path file(CommandSpec spec) {
        Path root = Path.of(System.getProperty(ROOT, ""));
        Path file = root.resolve(SCENARIO);
        if (Files.exists(file)) {
            return file;
        }
        throw new ParameterException(
                spec.commandLine(), "no FILE, and no " + file + " (expected: a scenario)");
    }
}
