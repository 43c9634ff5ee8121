package io.sockit.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
        return run(input, StandardCharsets.UTF_8, arguments);
    }

    /// A byte a character, in and out.
    static CommandLineRun withBytes(String input, String... arguments) {
        return run(input, StandardCharsets.ISO_8859_1, arguments);
    }

    private static CommandLineRun run(String input, Charset charset, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int status =
                Main.run(
                        List.of(arguments),
                        new ByteArrayInputStream(input.getBytes(charset)),
                        new PrintStream(out),
                        new PrintWriter(err));
        return new CommandLineRun(status, out.toString(charset), err.toString());
    }
}
