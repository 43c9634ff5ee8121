package io.sockit.packetdrill.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Evaluates expressions by recursive descent, in Python's order of precedence. Values are Long,
/// Double, String, Boolean, and List for tuples.
final class Expressions {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "in");

    /// Binary operators from the loosest to the tightest.
    private static final List<Set<String>> BINARY =
            List.of(
                    Set.of("|"),
                    Set.of("^"),
                    Set.of("&"),
                    Set.of("<<", ">>"),
                    Set.of("+", "-"),
                    Set.of("*", "/", "//", "%"));

    private final List<PyToken> tokens;
    private final Map<String, Object> names;
    private final StringBuilder printed;
    private int at;

    Expressions(List<PyToken> tokens, Map<String, Object> names, StringBuilder printed) {
        this.tokens = tokens;
        this.names = names;
        this.printed = printed;
    }

    PyToken peek() {
        return peek(0);
    }

    PyToken peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    PyToken next() {
        return tokens.get(Math.min(at++, tokens.size() - 1));
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    boolean endsStatement() {
        return peek().kind() == 'e';
    }

    private boolean accept(String operator) {
        boolean found = peek().is(operator);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String operator) throws CodeException {
        if (!accept(operator)) {
            throw new CodeException(
                    "code: '%s' (expected: '%s')".formatted(peek().text(), operator));
        }
    }

    Object value() throws CodeException {
        Object left = conjunction();
        while (accept("or")) {
            Object right = conjunction();
            left = Values.truth(left) ? left : right;
        }
        return left;
    }

    private Object conjunction() throws CodeException {
        Object left = negation();
        while (accept("and")) {
            Object right = negation();
            left = Values.truth(left) ? right : left;
        }
        return left;
    }

    private Object negation() throws CodeException {
        return accept("not") ? (Object) !Values.truth(negation()) : comparison();
    }

    /// `a <= b < c` holds if both do.
    private Object comparison() throws CodeException {
        Object left = binary(0);
        if (!COMPARISONS.contains(peek().text()) && !negated()) {
            return left;
        }
        boolean holds = true;
        while (COMPARISONS.contains(peek().text()) || negated()) {
            boolean not = accept("not");
            String operator = next().text();
            Object right = binary(0);
            holds &= Values.compare(operator, left, right) != not;
            left = right;
        }
        return holds;
    }

    private boolean negated() {
        return peek().is("not") && peek(1).is("in");
    }

    private Object binary(int level) throws CodeException {
        if (level == BINARY.size()) {
            return unary();
        }
        Object left = binary(level + 1);
        while (peek().kind() == 'o' && BINARY.get(level).contains(peek().text())) {
            String operator = next().text();
            left = Values.binary(operator, left, binary(level + 1));
        }
        return left;
    }

    private Object unary() throws CodeException {
        if (accept("-")) {
            return Values.binary("-", 0L, unary());
        }
        if (accept("+")) {
            return unary();
        }
        if (accept("~")) {
            return Values.binary("-", -1L, unary());
        }
        Object base = primary();
        return accept("**") ? Values.binary("**", base, unary()) : base;
    }

    private Object primary() throws CodeException {
        PyToken token = next();
        return switch (token.kind()) {
            case 'n' -> Values.number(token.text());
            case 's' -> Values.unquoted(token.text());
            case 'w' -> accept("(") ? Builtins.call(token.text(), list(")"), printed) : name(token);
            case 'o' -> {
                if (!token.is("(") && !token.is("[")) {
                    throw new CodeException("code: '" + token.text() + "' is not a value");
                }
                yield grouped(token.is("["));
            }
            default -> throw new CodeException("code: a value is missing");
        };
    }

    private Object name(PyToken token) throws CodeException {
        Object value =
                switch (token.text()) {
                    case "True" -> true;
                    case "False" -> false;
                    default -> names.get(token.text());
                };
        if (value == null) {
            throw new CodeException("code: name '" + token.text() + "' is not defined");
        }
        return value;
    }

    /// `(a)` is a; `(a, b)` and `[a]` are lists.
    private Object grouped(boolean always) throws CodeException {
        int from = at;
        List<Object> items = list(always ? "]" : ")");
        boolean comma = tokens.subList(from, at).stream().anyMatch(each -> each.is(","));
        return always || comma || items.size() != 1 ? items : items.getFirst();
    }

    private List<Object> list(String close) throws CodeException {
        List<Object> items = new ArrayList<>();
        while (!accept(close)) {
            items.add(value());
            if (!peek().is(close)) {
                expect(",");
            }
        }
        return items;
    }
}
