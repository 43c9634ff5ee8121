package io.sockit.cli.term;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import java.io.PrintWriter;

/// Lines of output, and below them, on a terminal, one line that is written over and over.
/// Thread-safe.
public final class Console {
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean terminal;

    @GuardedBy("this")
    private int shown;

    /// @param terminal whether carriage returns and colours mean something to it
    public Console(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public boolean terminal() {
        return terminal;
    }

    /// Prints a line for good, with `?` for unprintable characters: it may come from the network.
    public synchronized void line(String text) {
        clear();
        out.println(printable(text));
        out.flush();
    }

    /// Shows the progress in place of the one before, or on a line of its own if there is no
    /// terminal.
    public synchronized void progress(String text) {
        if (!terminal) {
            line(text);
            return;
        }
        clear();
        out.print(text);
        out.flush();
        shown = text.length();
    }

    /// The text with `?` for control characters: it may come from a file or the network.
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /// Removes the progress line.
    public synchronized void clear() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }

    /// Prints a table.
    public synchronized void table(Table table) {
        clear();
        table.print(out);
        out.flush();
    }

    /// Prints one verdict a line: a word, green or red on a terminal, and what it is about.
    public synchronized void verdict(boolean good, String text) {
        clear();
        String word = good ? "ok    " : "FAILED";
        out.println(
                (terminal ? (good ? GREEN : RED) + word + PLAIN : word) + "  " + printable(text));
        out.flush();
    }
}
