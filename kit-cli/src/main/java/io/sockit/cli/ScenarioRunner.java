package io.sockit.cli;

import io.sockit.cli.run.ScenarioRun;
import io.sockit.cli.scenario.Problem;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.term.Console;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs scenarios for the verbs: an interrupt from the keyboard ends one with its summary.
final class ScenarioRunner {
    /// Whether the output is a terminal; the start script knows.
    private static final String TERMINAL = "sockit.terminal";

    private static final long TO_END_SECONDS = 10;

    private final CommandLine verb;

    ScenarioRunner(CommandLine verb) {
        this.verb = verb;
    }

    /// @return the exit status: 0 where all went well, else 1
    int run(Scenario scenario) throws ScenarioException, InterruptedException {
        Console console = new Console(verb.getOut(), Boolean.getBoolean(TERMINAL));
        ScenarioRun run = new ScenarioRun(scenario, console);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(run, over), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run.run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            over.countDown();
            forget(hook);
        }
    }

    /// The JVM's own status is that of a signal, or what a program called for, be it success.
    private void end(ScenarioRun run, CountDownLatch over) {
        boolean failed = run.exit();
        try {
            if (!over.await(TO_END_SECONDS, TimeUnit.SECONDS)) {
                verb.getErr().println("sockit: the run does not end, so it has no summary");
                verb.getErr().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failed) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is what ends this run
        }
    }

    /// Says what is wrong with a scenario.
    ///
    /// @return the exit status
    int refused(ScenarioException refusal) {
        for (Problem problem : refusal.problems()) {
            verb.getErr().println(Console.printable("sockit: " + problem));
        }
        return ExitCode.USAGE;
    }
}
