package io.sockit.cli;

import io.sockit.cli.run.ScenarioRun;
import io.sockit.cli.scenario.Problem;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs scenarios for the verbs: an interrupt from the keyboard ends one with its summary.
final class ScenarioRunner {
    /// Whether the output is a terminal; the start script knows.
    private static final String TERMINAL = "sockit.terminal";

    /// Longer than the programs have to end: steps of a second for all, and a moment for each.
    private static final long TO_END_MILLIS = 10_000;

    private static final long MOMENT_MILLIS = 100;

    /// Time for an interrupt to end the set-up. What it does not end, such as the opening of a pipe
    /// without a writer, ends with the JVM.
    private static final long TO_LEAVE_MILLIS = 500;

    private final CommandLine verb;

    ScenarioRunner(CommandLine verb) {
        this.verb = verb;
    }

    /// @return the exit status: 0 if all went well, else 1
    int run(Scenario scenario) throws ScenarioException {
        Console console = new Console(verb.getOut(), Boolean.getBoolean(TERMINAL));
        ScenarioRun run = new ScenarioRun(scenario, console);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(run, toEnd(scenario), over), "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run.run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) { // printed before the hook ends the JVM
            verb.getErr().println("sockit: " + Messages.of(e));
            verb.getErr().flush();
            return ExitCode.SOFTWARE;
        } finally {
            over.countDown();
            forget(hook);
        }
    }

    private static long toEnd(Scenario scenario) {
        int programs =
                scenario.hosts().stream()
                        .flatMap(host -> host.programs().stream())
                        .mapToInt(ProgramPlan::count)
                        .sum();
        return TO_END_MILLIS + MOMENT_MILLIS * programs;
    }

    /// Ends the run in the shutdown hook. The JVM's status is that of its signal, or the one that a
    /// program asked for, which may be success: a run that failed replaces it.
    private void end(ScenarioRun run, long toEnd, CountDownLatch over) {
        boolean failed = run.exit();
        boolean up = run.up();
        try {
            if (!over.await(up ? toEnd : TO_LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
                String why = up ? "the run does not end" : "the run was still being set up";
                verb.getErr().println("sockit: " + why + ", so it has no summary");
                verb.getErr().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failed) {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }

    /// Takes a shutdown hook back, unless it runs already.
    static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the hook itself ends this run
        }
    }

    /// Prints what is wrong with a scenario.
    ///
    /// @return the exit status
    int refused(ScenarioException refusal) {
        for (Problem problem : refusal.problems()) {
            verb.getErr().println(Console.printable("sockit: " + problem));
        }
        return ExitCode.USAGE;
    }
}
