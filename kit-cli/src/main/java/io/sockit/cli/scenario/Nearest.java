package io.sockit.cli.scenario;

import java.util.Collection;
import java.util.Locale;

/// Finds the name that was meant.
public final class Nearest {
    private static final int SHOWN = 30;

    private Nearest() {}

    /// What a message says after an unknown name: `expected: devices? one of [addresses, …]`.
    public static String expected(String name, Collection<String> known) {
        if (known.isEmpty()) {
            return "expected: none";
        }
        String nearest = to(name, known);
        String list = known.size() <= SHOWN ? "one of " + known : known.size() + " others";
        return nearest.isEmpty() ? "expected: " + list : "expected: '" + nearest + "'? " + list;
    }

    /// The nearest name, or an empty one where none is near.
    static String to(String name, Collection<String> known) {
        String nearest = "";
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate, least);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /// How many letters to add, take away, change or swap with their neighbour (optimal string
    /// alignment); `bound` where it is not less.
    private static int distance(String from, String other, int bound) {
        String to = other.toLowerCase(Locale.ROOT);
        if (Math.abs(from.length() - to.length()) >= bound) {
            return bound;
        }
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                                cost[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return Math.min(bound, cost[from.length()][to.length()]);
    }
}
