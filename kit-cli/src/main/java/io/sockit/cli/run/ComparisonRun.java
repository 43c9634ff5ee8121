package io.sockit.cli.run;

import io.sockit.cli.dns.Comparison;
import io.sockit.cli.scenario.ReplyComparison;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Compares the captures that a scenario names, once they are written.
///
/// @param verdicts one for each comparison
record ComparisonRun(List<Verdict> verdicts) {
    private static final int MOST_SHOWN = 10;

    /// How a comparison came out.
    ///
    /// @param details what differs, in lines
    private record Verdict(boolean good, String text, List<String> details) {}

    static ComparisonRun of(List<ReplyComparison> comparisons) {
        return new ComparisonRun(comparisons.stream().map(ComparisonRun::verdict).toList());
    }

    private static Verdict verdict(ReplyComparison wanted) {
        String files = wanted.answers() + " against " + wanted.recorded();
        try {
            Comparison comparison = Comparison.of(wanted.recorded(), wanted.answers());
            String text =
                    "%d of %d replies equal  (%s)"
                            .formatted(comparison.equal(), comparison.replies(), files);
            boolean good = comparison.differences().isEmpty() && comparison.replies() > 0;
            List<String> details = details(comparison.differences());
            if (comparison.incomplete() > 0) {
                details.add(
                        "left out: %d recorded packets that lack fragments"
                                .formatted(comparison.incomplete()));
            }
            return new Verdict(good, text, details);
        } catch (IOException e) {
            return new Verdict(false, "replies of " + files + ": " + Messages.of(e), List.of());
        } catch (NoClassDefFoundError e) {
            return new Verdict(
                    false,
                    "replies of " + files + ": no jar of module dev-pcap on the class path",
                    List.of());
        }
    }

    private static List<String> details(List<List<String>> differences) {
        List<String> lines = new ArrayList<>();
        differences.stream().limit(MOST_SHOWN).forEach(lines::addAll);
        if (differences.size() > MOST_SHOWN) {
            lines.add("and " + (differences.size() - MOST_SHOWN) + " more that differ");
        }
        return lines;
    }

    boolean good() {
        return verdicts.stream().allMatch(Verdict::good);
    }

    void print(Console console) {
        for (Verdict verdict : verdicts) {
            console.verdict(verdict.good(), verdict.text());
            verdict.details().forEach(line -> console.line("        " + line));
        }
    }
}
