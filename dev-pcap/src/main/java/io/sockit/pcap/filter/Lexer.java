package io.sockit.pcap.filter;

import java.util.ArrayList;
import java.util.List;

/// From a text to its words and signs.
final class Lexer {
    /// Longer texts are refused.
    static final int MOST_LENGTH = 4096;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /// A word, a sign, or the end, which is empty.
    ///
    /// @param column 1 is the first
    record Token(String text, int column) {
        boolean is(String other) {
            return text.equals(other);
        }

        boolean isEnd() {
            return text.isEmpty();
        }
    }

    private Lexer(String text) {
        this.text = text;
    }

    /// All tokens; the last one is the end.
    static List<Token> tokens(String text) throws FilterException {
        if (text.length() > MOST_LENGTH) {
            throw new FilterException(
                    text,
                    MOST_LENGTH + 1,
                    text.length() + " characters (expected: at most " + MOST_LENGTH + ")");
        }
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() throws FilterException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (isWord(c)) {
                word();
            } else {
                sign(c);
            }
        }
        tokens.add(new Token("", text.length() + 1));
    }

    private static boolean isWord(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || ".:-_\\%".indexOf(c) >= 0;
    }

    private void word() {
        int from = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        tokens.add(new Token(text.substring(from, at), from + 1));
    }

    private void sign(char c) throws FilterException {
        String sign =
                switch (c) {
                    case '(', ')', '/', '!' -> String.valueOf(c);
                    case '&', '|' -> String.valueOf(c).repeat(2);
                    default -> "";
                };
        if (sign.isEmpty() || !text.startsWith(sign, at)) {
            throw new FilterException(
                    text,
                    at + 1,
                    "'%c' (expected: words, and, or, not, &&, ||, !, parentheses)".formatted(c));
        }
        tokens.add(new Token(sign, at + 1));
        at += sign.length();
    }
}
