package io.sockit.cli;

import io.sockit.cli.term.Messages;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs one verb: exit status 0 on success, 1 on failure, 2 for wrong usage.
public final class Main {
    private static final int WIDTH = 100;

    /// Level and message in one line: no time, no stack.
    private static final String LOG_LINE = "sockit: %4$s: %5$s%n";

    private Main() {}

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Output output = new Output(new FileOutputStream(FileDescriptor.out), e -> unread(e, err));
        int status = run(List.of(arguments), System.in, new PrintStream(output), err);
        System.exit(output.failed() ? Math.max(status, ExitCode.SOFTWARE) : status);
    }

    /// Ends the verb, as a signal would, when its output cannot be written any more. It does so on
    /// another thread, since the end may wait for the thread that prints.
    private static void unread(IOException failure, PrintWriter err) {
        if (!Output.isClosedPipe(
                failure)) { // the reader of a closed pipe has seen enough, and knows
            err.println("sockit: standard output: " + Messages.of(failure));
        }
        Thread.ofPlatform().daemon().start(() -> System.exit(ExitCode.SOFTWARE));
    }

    static int run(List<String> arguments, InputStream in, PrintStream bytes, PrintWriter err) {
        PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
        CommandLine sockit = new CommandLine(new Sockit(in, bytes)).setOut(out).setErr(err);
        Failures failures = new Failures();
        try (ContributedVerbs contributed = ContributedVerbs.wanted(arguments, sockit)) {
            contributed.addTo(sockit);
            return sockit.setOut(out)
                    .setErr(err) // of the added verbs too
                    .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                    .setUsageHelpWidth(WIDTH)
                    .setExecutionExceptionHandler(failures)
                    .setParameterExceptionHandler(failures)
                    .execute(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            return failures.handleParseException(e, arguments.toArray(String[]::new));
        } catch (Throwable t) { // a jar is missing or broken: a stack trace would not help
            err.println("sockit: " + Messages.of(t));
            return ExitCode.SOFTWARE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
