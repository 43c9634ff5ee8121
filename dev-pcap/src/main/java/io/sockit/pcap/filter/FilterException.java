package io.sockit.pcap.filter;

/// A filter that cannot be compiled. The message has the reason, the text, and a caret below the
/// place.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1L;

    /// How much of a long text is shown to each side of the place.
    private static final int AROUND = 60;

    private final int column;
    private final String reason;

    FilterException(String text, int column, String reason) {
        super("column %d: %s%n%s".formatted(column, reason, picture(text, column)));
        this.column = column;
        this.reason = reason;
    }

    /// Where it is: 1 is the first character.
    public int column() {
        return column;
    }

    /// What is wrong, and what was expected.
    public String reason() {
        return reason;
    }

    private static String picture(String text, int column) {
        int at = column - 1;
        int from = Math.max(0, at - AROUND);
        int to = Math.min(text.length(), at + AROUND);
        String before = from > 0 ? "…" : "";
        String shown =
                text.substring(from, to).replaceAll("[\\p{Cntrl}\\p{Co}\\p{Cn}\\p{Cs}]", "?");
        String after = to < text.length() ? "…" : "";
        String caret = " ".repeat(before.length() + at - from) + "^";
        return "  %s%s%s%n  %s".formatted(before, shown, after, caret);
    }
}
