package io.sockit.cli;

import io.sockit.cli.term.Messages;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;

/// What people see of a failure: one line, never a stack trace.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine verb, ParseResult parsed) {
        verb.getErr().println("sockit: " + Messages.of(failure));
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
}
