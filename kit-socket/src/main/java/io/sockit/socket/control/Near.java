package io.sockit.socket.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Finds what somebody may have meant.
final class Near {
    private static final int SHOWN = 3;

    private Near() {}

    /// The names that take the fewest edits, nearest first.
    static List<String> names(String wanted, Collection<String> there) {
        return there.stream()
                .sorted(
                        Comparator.comparingInt((String name) -> edits(wanted, name))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /// Levenshtein's distance.
    private static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(above[j - 1] + same, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
