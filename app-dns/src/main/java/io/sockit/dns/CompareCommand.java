package io.sockit.dns;

import io.sockit.api.Host;
import io.sockit.spi.Command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// The verb `dns-compare`, which scenarios with `compare:` call too. Its first line is the verdict,
/// the others are details.
final class CompareCommand implements Command {
    private static final int MOST_SHOWN = 10;

    @Override
    public String about() {
        return "Compares the DNS replies of a capture ANSWERS with those of a capture RECORDED.";
    }

    @Override
    public int run(Host host, List<String> arguments, PrintWriter out) {
        if (arguments.size() != 2) {
            out.println(arguments.size() + " arguments (expected: RECORDED ANSWERS)");
            return 2;
        }
        Path recorded = Path.of(arguments.get(0));
        Path answers = Path.of(arguments.get(1));
        String files = answers + " against " + recorded;
        try {
            return print(Comparison.of(recorded, answers), files, out) ? 0 : 1;
        } catch (IOException e) {
            out.println("replies of " + files + ": " + e.getMessage());
            return 1;
        }
    }

    /// @return whether all recorded replies were equalled, and there is one at least
    private static boolean print(Comparison comparison, String files, PrintWriter out) {
        List<List<String>> differences = comparison.differences();
        out.println(
                "%d of %d replies equal  (%s)"
                        .formatted(comparison.equal(), comparison.replies(), files));
        differences.stream().limit(MOST_SHOWN).flatMap(List::stream).forEach(out::println);
        if (differences.size() > MOST_SHOWN) {
            out.println("and " + (differences.size() - MOST_SHOWN) + " more that differ");
        }
        if (comparison.incomplete() > 0) {
            out.println(
                    "left out: %d recorded packets that lack fragments"
                            .formatted(comparison.incomplete()));
        }
        return differences.isEmpty() && comparison.replies() > 0;
    }
}
