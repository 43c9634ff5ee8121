package io.sockit.bench;

import java.util.Locale;

/// How figures are written.
final class Figures {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    private Figures() {}

    /// A time, in the unit that suits it.
    static String nanos(double nanos) {
        if (nanos >= 10 * MILLI) {
            return number(nanos / MILLI) + " ms";
        }
        return nanos >= 10 * MICRO ? number(nanos / MICRO) + " us" : number(nanos) + " ns";
    }

    /// Three digits that count, no more.
    static String number(double value) {
        double size = Math.abs(value);
        String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, value);
    }

    /// A share, in whole percents.
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    /// Bytes an operation.
    static String bytes(double bytes) {
        return Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%.1f", bytes);
    }
}
