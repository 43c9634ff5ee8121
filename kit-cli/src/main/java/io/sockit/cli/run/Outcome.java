package io.sockit.cli.run;

import io.sockit.cli.term.Console;
import io.sockit.cli.term.Table;

import java.util.List;
import java.util.function.Supplier;

/// What came of a run.
///
/// @param head how long it took
/// @param tables what was counted; empty ones are not shown
/// @param notes what is worth a look
/// @param failures of programs, be it in their end
/// @param verdicts of the checks
record Outcome(
        String head,
        List<Table> tables,
        List<String> notes,
        Supplier<List<String>> failures,
        List<CheckRun.Verdict> verdicts) {
    boolean good() {
        return failures.get().isEmpty() && verdicts.stream().allMatch(CheckRun.Verdict::good);
    }

    void printTables(Console console) {
        console.line(head);
        for (Table table : tables) {
            if (!table.isEmpty()) {
                console.line("");
                console.table(table);
            }
        }
    }

    void printVerdicts(Console console) {
        List<String> failed = failures.get();
        if (!notes.isEmpty() || !failed.isEmpty() || !verdicts.isEmpty()) {
            console.line("");
        }
        notes.forEach(note -> console.line("note    " + note));
        failed.forEach(failure -> console.verdict(false, failure));
        verdicts.forEach(verdict -> console.verdict(verdict.good(), verdict.text()));
    }
}
