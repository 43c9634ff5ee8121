package io.sockit.spi;

import java.util.Collection;
import java.util.Locale;

/// Text for a message about an unknown name: the known names, and the one that was probably meant.
public final class Suggestion {
    /// How many known names a message lists; more are only counted.
    private static final int SHOWN = 30;

    private Suggestion() {}

    /// What was expected: `expected: 'devices'? one of [addresses, devices]`. The question is left
    /// out if no known name is near.
    public static String expected(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "expected: none";
        }
        String nearest = nearest(name, known);
        String list = known.size() <= SHOWN ? "one of " + known : known.size() + " others";
        return nearest.isEmpty() ? "expected: " + list : "expected: '" + nearest + "'? " + list;
    }

    /// The known name with the fewest edits, whatever the case of its letters; an empty text if
    /// that takes more edits than a third of the letters.
    public static String nearest(String name, Collection<String> known) {
        String nearest = "";
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int edits = edits(lower(name), lower(candidate), least);
            if (edits < least) {
                least = edits;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Counts the letters to add, take away, change or swap with their neighbour (optimal string
    /// alignment), up to `bound`.
    private static int edits(String from, String to, int bound) {
        if (Math.abs(from.length() - to.length()) >= bound) {
            return bound;
        }
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, from, i, to, j);
            }
        }
        return Math.min(bound, edits[from.length()][to.length()]);
    }

    private static int step(int[][] edits, String from, int i, String to, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        least = Math.min(least, edits[i - 1][j - 1] + change);
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
