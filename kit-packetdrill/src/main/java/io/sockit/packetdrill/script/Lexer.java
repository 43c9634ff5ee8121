package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.Token.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits a script into tokens. The longest match wins, as in lex; white space and comments are
/// passed over.
final class Lexer {
    private static final Pattern IGNORED =
            Pattern.compile("(?:\\s+|//[^\\n]*|/\\*.*?\\*/)+", Pattern.DOTALL);
    private static final Map<Kind, Pattern> PATTERNS = new EnumMap<>(Kind.class);

    static {
        put(Kind.OPTION, "--[a-zA-Z0-9_]+");
        put(Kind.CODE, "%\\{.*?\\}%");
        put(Kind.STRING, "\"(?:\\\\.|[^\"\\\\])*\"");
        put(Kind.BACKQUOTED, "`(?:\\\\.|[^`\\\\])*`");
        put(Kind.IPV4, "[0-9]+(?:\\.[0-9]+){3}");
        // With "::", or all eight groups: 1:1001 is a range of sequence numbers.
        put(
                Kind.IPV6,
                "(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4})*)?::(?:[0-9a-fA-F:]*[0-9a-fA-F])?"
                        + "(?:\\.[0-9]+){0,3}"
                        + "|(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}");
        put(Kind.FLOAT, "-?[0-9]*\\.[0-9]+");
        put(Kind.HEX, "0x[0-9a-fA-F]+");
        put(Kind.INTEGER, "-?[0-9]+");
        put(Kind.WORD, "[a-zA-Z0-9_]+");
        put(Kind.ELLIPSIS, "\\.\\.\\.");
        put(Kind.SYMBOL, "[^\\s]");
    }

    private final String script;
    private final String text;
    private int at;
    private int line = 1;

    private Lexer(String script, String text) {
        this.script = script;
        this.text = text;
    }

    private static void put(Kind kind, String pattern) {
        PATTERNS.put(kind, Pattern.compile(pattern, Pattern.DOTALL));
    }

    /// All tokens, the last of which is the end.
    static List<Token> tokens(String script, String text) throws ScriptException {
        Lexer lexer = new Lexer(script, text);
        List<Token> tokens = new ArrayList<>();
        Token token = lexer.next();
        while (!token.is(Kind.END)) {
            tokens.add(token);
            token = lexer.next();
        }
        tokens.add(token);
        return tokens;
    }

    private Token next() throws ScriptException {
        Matcher ignored = IGNORED.matcher(text).region(at, text.length());
        if (ignored.lookingAt()) {
            moveTo(ignored.end());
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", line);
        }
        Token longest = null;
        int end = at;
        for (Map.Entry<Kind, Pattern> each : PATTERNS.entrySet()) {
            Matcher matcher = each.getValue().matcher(text).region(at, text.length());
            if (matcher.lookingAt() && beats(each.getKey(), matcher.end(), longest, end)) {
                longest = new Token(each.getKey(), inside(each.getKey(), matcher.group()), line);
                end = matcher.end();
            }
        }
        if (longest == null) {
            throw new ScriptException(script, line, "no token here");
        }
        checkClosed(longest);
        moveTo(end);
        return longest;
    }

    /// Whether a match is taken in place of the best one so far. Of equally long ones a number goes
    /// before a word.
    private static boolean beats(Kind kind, int end, @Nullable Token best, int bestEnd) {
        if (best == null || end > bestEnd) {
            return true;
        }
        return end == bestEnd && best.is(Kind.WORD) && kind != Kind.SYMBOL;
    }

    private void checkClosed(Token token) throws ScriptException {
        boolean opens = token.text().equals("\"") || token.text().equals("`");
        if (token.is(Kind.SYMBOL) && opens) {
            throw new ScriptException(
                    script, line, "%s opens what nothing closes".formatted(token));
        }
    }

    private static String inside(Kind kind, String match) {
        return switch (kind) {
            case STRING -> Escapes.resolve(match.substring(1, match.length() - 1));
            case BACKQUOTED -> match.substring(1, match.length() - 1);
            case CODE, OPTION -> match.substring(2, match.length() - (kind == Kind.CODE ? 2 : 0));
            case WORD, INTEGER, HEX, FLOAT, IPV4, IPV6, ELLIPSIS, SYMBOL, END -> match;
        };
    }

    private void moveTo(int end) {
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        at = end;
    }
}
