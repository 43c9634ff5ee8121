package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.Token.Kind;

import java.util.List;
import java.util.Map;

/// A position in a script's tokens. Words that are defined as macros are replaced as they are read,
/// since an option line may define one for the lines below it.
final class TokenReader {
    private final String script;
    private final List<Token> tokens;
    private final Map<String, String> defines;
    private int at;

    /// @param defines the macros; may grow while the script is read
    TokenReader(String script, List<Token> tokens, Map<String, String> defines) {
        this.script = script;
        this.tokens = tokens;
        this.defines = defines;
    }

    Token peek() {
        return peek(0);
    }

    /// The token so many places ahead.
    Token peek(int ahead) {
        Token token = tokens.get(Math.min(at + ahead, tokens.size() - 1));
        String value = token.is(Kind.WORD) ? defines.get(token.text()) : null;
        return value == null ? token : replaced(value, token.line());
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /// The next token as it is written, though it be a macro's name.
    Token raw() {
        return tokens.get(Math.min(at++, tokens.size() - 1));
    }

    private static Token replaced(String value, int line) {
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            String inside = Escapes.resolve(value.substring(1, value.length() - 1));
            return new Token(Kind.STRING, inside, line);
        }
        if (value.length() > 1 && value.startsWith("`") && value.endsWith("`")) {
            return new Token(Kind.BACKQUOTED, value.substring(1, value.length() - 1), line);
        }
        if (value.matches("0x[0-9a-fA-F]+")) {
            return new Token(Kind.HEX, value, line);
        }
        boolean number = value.matches("-?[0-9]+");
        return new Token(number ? Kind.INTEGER : Kind.WORD, value, line);
    }

    boolean acceptSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        at += found ? 1 : 0;
        return found;
    }

    boolean acceptWord(String word) {
        boolean found = peek().isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    void symbol(String symbol) throws ScriptException {
        if (!acceptSymbol(symbol)) {
            throw bad("'" + symbol + "'");
        }
    }

    void word(String word) throws ScriptException {
        if (!acceptWord(word)) {
            throw bad("'" + word + "'");
        }
    }

    /// The text of a token of this kind.
    String text(Kind kind, String expected) throws ScriptException {
        if (!peek().is(kind)) {
            throw bad(expected);
        }
        return next().text();
    }

    /// A decimal or hexadecimal number.
    long number(String expected) throws ScriptException {
        Token token = peek();
        if (!token.is(Kind.INTEGER) && !token.is(Kind.HEX)) {
            throw bad(expected);
        }
        try {
            String text = next().text();
            return token.is(Kind.HEX)
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ScriptException(
                    script, token.line(), token + " (expected: " + expected + ")");
        }
    }

    /// A number from 0 to `most`.
    long number(String what, long most) throws ScriptException {
        int line = peek().line();
        long number = number(what);
        if (number < 0 || number > most) {
            throw new ScriptException(
                    script, line, "%s: %d (expected: 0 to %d)".formatted(what, number, most));
        }
        return number;
    }

    ScriptException bad(String expected) {
        return new ScriptException(script, peek().line(), peek() + " (expected: " + expected + ")");
    }

    ScriptException wrong(int line, String problem) {
        return new ScriptException(script, line, problem);
    }
}
