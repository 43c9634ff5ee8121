package io.sockit.cli;

import java.io.PrintWriter;
import java.util.Locale;

/// The statistics that `ping` closes with. Single-threaded.
final class RoundTrips {
    private static final double NANOS_PER_MILLI = 1e6;

    private int sent;
    private int received;
    private double least = Double.POSITIVE_INFINITY;
    private double most;
    private double sum;
    private double squares;

    void sent() {
        sent++;
    }

    void received(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        received++;
        least = Math.min(least, millis);
        most = Math.max(most, millis);
        sum += millis;
        squares += millis * millis;
    }

    int answers() {
        return received;
    }

    void print(String destination, long tookNanos, PrintWriter out) {
        out.println();
        out.println("--- " + destination + " ping statistics ---");
        out.println(
                String.format(
                        Locale.ROOT,
                        "%d packets transmitted, %d received, %s%% packet loss, time %dms",
                        sent,
                        received,
                        percent(sent == 0 ? 0 : 100.0 * (sent - received) / sent),
                        Math.round(tookNanos / NANOS_PER_MILLI)));
        if (received > 0) {
            double average = sum / received;
            double deviation = Math.sqrt(Math.max(0, squares / received - average * average));
            out.println(
                    String.format(
                            Locale.ROOT,
                            "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms",
                            least,
                            average,
                            most,
                            deviation));
        }
    }

    private static String percent(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    /// A round trip in milliseconds, with three significant digits.
    static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        String form =
                millis >= 100 ? "%.0f" : millis >= 10 ? "%.1f" : millis >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, form, millis);
    }
}
