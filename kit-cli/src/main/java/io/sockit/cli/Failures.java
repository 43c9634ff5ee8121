package io.sockit.cli;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.cli.term.Messages;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.List;

/// Prints failures as a line that says what is wrong, never as a stack trace. If other arguments
/// would help, the exit status is 2, and a second line names the help.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /// The call whose `EINVAL` is about a device string, which came from the arguments.
    private static final String DEVICE = "device";

    /// The begin of the message with which picocli's `help` refuses an unknown verb.
    private static final String UNKNOWN = "Unknown subcommand ";

    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, ParseResult parsed) {
        verb.getErr().println("sockit: " + Messages.of(failure));
        boolean argument =
                failure instanceof ErrnoException e
                        && e.errno() == Errno.EINVAL
                        && e.call().equals(DEVICE);
        if (!argument) {
            return ExitCode.SOFTWARE;
        }
        return seeHelp(verb);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine verb = failure.getCommandLine();
        PrintWriter err = verb.getErr();
        err.println("sockit: " + message(failure, verb));
        if (arguments.length == 0) { // without any argument, the list of verbs is the answer
            verb.usage(err);
            return ExitCode.USAGE;
        }
        UnmatchedArgumentException.printSuggestions(failure, err);
        return seeHelp(verb);
    }

    private static String message(ParameterException failure, CommandLine verb) {
        List<String> unmatched = unmatched(failure);
        if (unmatched.isEmpty() || unmatched.getFirst().startsWith("-")) {
            return String.valueOf(failure.getMessage())
                    .replaceFirst(" is not an? (int|long)$", " (expected: a whole number)");
        }
        String first = unmatched.getFirst();
        return verb.getSubcommands().isEmpty()
                ? "unexpected argument: '%s'".formatted(first)
                : "verb: '%s' (expected: one of %s)".formatted(first, verbs(verb));
    }

    /// The arguments that no verb takes, or that are not a verb, including those of `help`.
    private static List<String> unmatched(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException e) {
            return e.getUnmatched();
        }
        boolean isHelp = String.valueOf(failure.getMessage()).startsWith(UNKNOWN);
        return isHelp ? List.of(failure.getValue()) : List.of();
    }

    /// The verbs of the command, or those below a verb.
    static String verbs(CommandLine verb) {
        return String.join(", ", verb.getSubcommands().keySet());
    }

    private static int seeHelp(CommandLine verb) {
        verb.getErr().println("see '%s --help'".formatted(verb.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }
}
