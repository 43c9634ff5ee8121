package io.sockit.cli.term;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rows of cells, printed in columns as wide as they need. Single-threaded.
public final class Table {
    private static final Pattern NUMBER = Pattern.compile("[\\d,]*");

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        rows.add(List.of(header));
    }

    /// Adds a row; cells that are left out are empty.
    public void add(String... cells) {
        List<String> row = new ArrayList<>(List.of(cells));
        while (row.size() < rows.getFirst().size()) {
            row.add("");
        }
        rows.add(row);
    }

    /// Whether it has only a header.
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /// Prints the rows; columns that hold only numbers are aligned to the right.
    public void print(PrintWriter out) {
        int[] widths = new int[rows.getFirst().size()];
        boolean[] right = new boolean[widths.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
            right[i] =
                    !isEmpty()
                            && rows.stream()
                                    .skip(1)
                                    .allMatch(row -> NUMBER.matcher(row.get(column)).matches());
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append(right[i] ? pad + row.get(i) : row.get(i) + pad).append("  ");
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
