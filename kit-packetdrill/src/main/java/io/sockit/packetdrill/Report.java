package io.sockit.packetdrill;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/// Runs scripts and prints how they end: a line each, and a summary.
final class Report {
    private final PrintWriter out;
    private final boolean verbose;
    private int passed;
    private int failed;

    /// @param verbose whether the packets of scripts that pass are shown too
    Report(PrintWriter out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    /// @param variants all if it is empty
    /// @return whether all scripts passed
    boolean run(List<Path> scripts, List<Variant> variants, Packetdrill drill)
            throws IOException, InterruptedException {
        for (Variant variant : variants.isEmpty() ? List.of(Variant.values()) : variants) {
            for (Path script : scripts) {
                if (variant.suits(script.toString())) {
                    tell(drill.in(variant).run(script));
                }
            }
        }
        out.println("%d passed, %d failed".formatted(passed, failed));
        out.flush();
        return failed == 0;
    }

    private void tell(Outcome outcome) {
        out.println(
                "%s %s (%s)"
                        .formatted(
                                outcome.passed() ? "ok    " : "FAILED",
                                outcome.script(),
                                outcome.variant()));
        if (outcome.passed()) {
            passed++;
        } else {
            failed++;
            out.println(outcome.failure());
        }
        if (verbose || !outcome.passed()) {
            outcome.trace().forEach(out::println);
            out.print(outcome.printed());
        }
        out.flush();
    }
}
