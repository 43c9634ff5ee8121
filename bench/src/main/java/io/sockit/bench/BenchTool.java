package io.sockit.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// The tool `sockit-bench`: runs the benchmarks of some modules and says how ours stand beside
/// theirs. JMH's own lines go to the error stream, the summary to the output.
public final class BenchTool implements ToolProvider {
    private static final int OK = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @Override
    public String name() {
        return "sockit-bench";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            err.println("sockit: bench: " + e.getMessage());
            return USAGE;
        }
        if (arguments.help()) {
            out.print(Arguments.USAGE);
            return OK;
        }
        List<Comparison> rows = Catalogue.of(arguments.modules());
        if (arguments.list()) {
            rows.forEach(row -> out.println(line(row)));
            return OK;
        }
        return measure(Runs.options(arguments, rows).build(), rows, out, err);
    }

    private static String line(Comparison row) {
        String subject = row.module() + " " + row.title();
        String beside = row.theirs().isEmpty() ? "" : " beside " + row.theirs();
        return subject + beside + (row.bar() instanceof Bar.None ? "" : ", bar " + row.bar());
    }

    private static int measure(
            Options options, List<Comparison> rows, PrintWriter out, PrintWriter err) {
        try (PrintStream log = new PrintStream(new WriterStream(err), true)) {
            List<Measured> measured = new ArrayList<>();
            Runner runner =
                    new Runner(
                            options,
                            OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL));
            for (RunResult result : runner.run()) {
                measured.add(Measured.of(result));
            }
            out.println(Machine.describe());
            return Summary.print(Verdict.of(rows, measured), out) ? OK : FAILURE;
        } catch (RunnerException e) {
            err.println("sockit: bench: " + e.getMessage());
            return FAILURE;
        }
    }
}
