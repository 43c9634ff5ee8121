package io.sockit.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;

/// What people see of a failure: one line, never a stack trace.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, ParseResult parsed) {
        verb.getErr().println("sockit: " + message(failure));
        return ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine verb = failure.getCommandLine();
        PrintWriter err = verb.getErr();
        err.println("sockit: " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            verb.usage(err);
        }
        return ExitCode.USAGE;
    }

    /// The message of what a program met. What has none, or is no exception of ours, is named too.
    static String message(Throwable failure) {
        Throwable shown = failure;
        while (shown.getCause() != null
                && (shown instanceof ExecutionException
                        || shown instanceof ExceptionInInitializerError)) {
            shown = shown.getCause();
        }
        String message = shown.getMessage();
        if (message == null) {
            return shown.getClass().getSimpleName();
        }
        return shown instanceof Exception
                ? message
                : shown.getClass().getSimpleName() + ": " + message;
    }
}
