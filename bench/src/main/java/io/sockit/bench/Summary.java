package io.sockit.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Prints verdicts as a table a module.
final class Summary {
    private static final List<String> HEADER =
            List.of(
                    "subject", "sockit", "+-", "beside", "", "+-", "ratio", "(range)", "bar",
                    "B/op", "met");

    private Summary() {}

    /// @return whether every bar is met
    static boolean print(List<Verdict> verdicts, PrintWriter out) {
        String module = "";
        List<List<String>> table = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            if (!verdict.row().module().equals(module)) {
                print(module, table, out);
                module = verdict.row().module();
            }
            table.add(cells(verdict));
        }
        print(module, table, out);
        out.println(
                "medians of all iterations; +-: half of fastest to slowest; range of the ratio:"
                        + " fastest to slowest of both");
        return verdicts.stream().allMatch(Verdict::met);
    }

    private static List<String> cells(Verdict verdict) {
        Measured ours = verdict.ours();
        Measured theirs = verdict.theirs();
        String subject = verdict.row().title();
        return List.of(
                ours.parameters().isEmpty() ? subject : subject + " " + ours.parameters(),
                Figures.nanos(ours.median()),
                Figures.percent(ours.spread()),
                theirs == null ? "-" : theirs.name(),
                theirs == null ? "-" : Figures.nanos(theirs.median()),
                theirs == null ? "-" : Figures.percent(theirs.spread()),
                theirs == null ? "-" : Figures.number(verdict.ratio()),
                theirs == null
                        ? "-"
                        : Figures.number(verdict.leastRatio())
                                + "-"
                                + Figures.number(verdict.mostRatio()),
                verdict.row().bar().toString(),
                Figures.bytes(ours.bytes()),
                met(verdict));
    }

    private static String met(Verdict verdict) {
        if (!verdict.timeMet()) {
            return "NO";
        }
        if (!verdict.allocationMet()) {
            return "NO: B/op";
        }
        return verdict.row().bar() instanceof Bar.None ? "-" : "yes";
    }

    private static void print(String module, List<List<String>> table, PrintWriter out) {
        if (table.isEmpty()) {
            return;
        }
        out.println(module);
        table.addFirst(HEADER);
        int[] widths = new int[HEADER.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < widths.length; i++) {
                line.append(' ')
                        .append(row.get(i))
                        .repeat(' ', widths[i] - row.get(i).length() + 1);
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        table.clear();
    }
}
