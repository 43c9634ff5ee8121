package io.sockit.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

/// One run of the command line in this JVM, with captured streams.
///
/// @param status its exit status
/// @param out what it printed
/// @param err what it complained about
record CommandLineRun(int status, String out, String err) {
    static CommandLineRun of(String... arguments) {
        return withInput("", arguments);
    }

    static CommandLineRun withInput(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Main.run(
                        List.of(arguments),
                        new BufferedReader(new StringReader(input)),
                        new PrintWriter(out),
                        new PrintWriter(err));
        return new CommandLineRun(status, out.toString(), err.toString());
    }
}
