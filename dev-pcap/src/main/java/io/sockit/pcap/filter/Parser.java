package io.sockit.pcap.filter;

import io.sockit.pcap.file.PacketDirection;
import io.sockit.pcap.filter.Lexer.Token;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Recursive descent over the grammar of pcap-filter(7):
///
/// ```
/// expression = term { ("and" | "or") term }        of equal precedence, from the left
/// term       = "not" term | "(" expression ")" | primitive
/// primitive  = [protocol] [ends] [type] word | protocol | "vlan" [number] | …
/// ```
///
/// A word alone has the qualifiers of the word before it.
final class Parser {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_TERMS = 512;
    private static final int MOST_VLAN = 4095;

    private static final Map<String, Qualifiers.Type> TYPES =
            Map.of(
                    "host", Qualifiers.Type.HOST,
                    "net", Qualifiers.Type.NET,
                    "port", Qualifiers.Type.PORT,
                    "portrange", Qualifiers.Type.PORTRANGE,
                    "proto", Qualifiers.Type.PROTO);
    private static final Set<String> OTHERS =
            Set.of("vlan", "less", "greater", "inbound", "outbound");
    private static final Set<String> SIGNS = Set.of("and", "or", "&&", "||", ")", "/", "mask", "");

    private final String text;
    private final List<Token> tokens;
    private final Primitives primitives;
    private int next;
    private int depth;
    private int terms;
    private int tags;

    /// Of the word before; null where there is none that a word alone could take them from.
    private @Nullable Qualifiers last = Qualifiers.NONE;

    Parser(String text) throws FilterException {
        this.text = text;
        this.tokens = Lexer.tokens(text);
        this.primitives = new Primitives(this);
    }

    Test parse() throws FilterException {
        Test whole = expression();
        if (!peek().isEnd()) {
            throw unexpected(peek(), "and, or, or the end");
        }
        return whole;
    }

    private Test expression() throws FilterException {
        Test left = term();
        while (isAnd() || isOr()) {
            boolean and = isAnd();
            take();
            Test right = term();
            left = and ? new Test.And(left, right) : new Test.Or(left, right);
        }
        return left;
    }

    private boolean isAnd() {
        return peek().is("and") || peek().is("&&");
    }

    private boolean isOr() {
        return peek().is("or") || peek().is("||");
    }

    private Test term() throws FilterException {
        Token token = peek();
        if (++terms > MOST_TERMS) {
            throw error(token, "more than " + MOST_TERMS + " terms");
        }
        if (++depth > MOST_DEPTH) {
            throw error(token, "nested deeper than " + MOST_DEPTH);
        }
        Test test;
        if (token.is("not") || token.is("!")) {
            take();
            test = new Test.Not(term());
        } else if (token.is("(")) {
            test = parenthesis();
        } else {
            test = primitive();
        }
        depth--;
        return test;
    }

    /// What stands behind parentheses takes no qualifiers out of them, but for a list of words.
    private Test parenthesis() throws FilterException {
        take();
        Qualifiers around = last;
        boolean words = !isKeyword(peek()) && !peek().is("(") && !peek().is("not");
        Test inside = expression();
        if (!peek().is(")")) {
            throw unexpected(peek(), "and, or, )");
        }
        take();
        last = words ? around : null;
        return inside;
    }

    private Test primitive() throws FilterException {
        Token token = peek();
        if (SIGNS.contains(token.text())) {
            throw unexpected(token, Primitives.EXPECTED);
        }
        if (OTHERS.contains(token.text())) {
            take();
            last = null;
            return other(token);
        }
        if (isKeyword(token)) {
            return qualified();
        }
        if (last == null) {
            throw unexpected(token, Primitives.EXPECTED);
        }
        return primitives.word(last, take(), tags);
    }

    private static boolean isKeyword(Token token) {
        return Primitives.isProtocol(token.text())
                || TYPES.containsKey(token.text())
                || OTHERS.contains(token.text())
                || isEnd(token);
    }

    private static boolean isEnd(Token token) {
        return token.is("src") || token.is("dst");
    }

    private Test qualified() throws FilterException {
        Token first = peek();
        String protocol = Primitives.isProtocol(first.text()) ? take().text() : "";
        boolean ended = isEnd(peek());
        Ends ends = ended ? ends() : Ends.EITHER;
        Qualifiers.Type type = TYPES.get(peek().text());
        if (type != null) {
            take();
        } else if (!ended) {
            last = null;
            return primitives.protocol(protocol, tags);
        }
        Qualifiers qualifiers =
                new Qualifiers(protocol, ends, type == null ? Qualifiers.Type.HOST : type);
        primitives.check(qualifiers, first);
        last = qualifiers;
        if (peek().is("(")) {
            return parenthesis();
        }
        if (SIGNS.contains(peek().text()) || isKeyword(peek())) {
            throw unexpected(peek(), Primitives.expected(qualifiers.type()));
        }
        return primitives.word(qualifiers, take(), tags);
    }

    /// `src`, `dst`, `src or dst`, `src and dst`
    private Ends ends() {
        boolean source = take().is("src");
        Token joint = peek();
        boolean joined = isAnd() || isOr();
        if (joined && tokens.get(next + 1).is(source ? "dst" : "src")) {
            Ends ends = isAnd() ? Ends.BOTH : Ends.EITHER;
            // "src or dst host x", but "src x or dst y" has a word in between
            next = tokens.indexOf(joint) + 2;
            return ends;
        }
        return source ? Ends.SOURCE : Ends.DESTINATION;
    }

    private Test other(Token token) throws FilterException {
        return switch (token.text()) {
            case "vlan" -> vlan();
            case "less" ->
                    new Test.Length(0, primitives.number("less", take(), 0, Integer.MAX_VALUE));
            case "greater" ->
                    new Test.Length(
                            primitives.number("greater", take(), 0, Integer.MAX_VALUE),
                            Long.MAX_VALUE);
            case "inbound" -> new Test.Way(PacketDirection.INBOUND);
            default -> new Test.Way(PacketDirection.OUTBOUND);
        };
    }

    /// What stands behind it is taken to be behind the tag, in the whole rest of the text.
    private Test vlan() throws FilterException {
        boolean any = SIGNS.contains(peek().text()) || isKeyword(peek());
        int id = any ? Test.Vlan.ANY : primitives.number("vlan", take(), 0, MOST_VLAN);
        return new Test.Vlan(id, tags++);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (!token.isEnd()) {
            next++;
        }
        return token;
    }

    FilterException unexpected(Token token, String expected) {
        String what = token.isEnd() ? "the end" : "'" + token.text() + "'";
        return error(token, what + " (expected: " + expected + ")");
    }

    FilterException error(Token token, String reason) {
        return new FilterException(text, token.column(), reason);
    }
}
