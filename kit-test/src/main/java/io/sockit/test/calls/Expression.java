package io.sockit.test.calls;

import io.sockit.api.Errno;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Evaluates the text of values. Numbers are `Long`, bytes a `String` of Latin 1, errors [Errno],
/// lists `List`, descriptors with events [Entry].
final class Expression {
    private static final Pattern TOKEN = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\w+|\\S");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|.)");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Object> variables;
    private int at;

    private Expression(String text, Map<String, Object> variables) {
        this.variables = variables;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            tokens.add(token.group());
        }
    }

    /// The values of a text, which commas may part.
    static List<Object> values(String text, Map<String, Object> variables) {
        return new Expression(text, variables).until("");
    }

    private List<Object> until(String end) {
        List<Object> found = new ArrayList<>();
        while (!peek().equals(end)) {
            found.add(value());
            if (peek().equals(",")) {
                at++;
            }
        }
        at++;
        return found;
    }

    private Object value() {
        int start = at;
        Object left = term();
        while (peek().length() == 1 && "|*+-".contains(peek())) {
            left = combined(next(), left, term());
        }
        if (peek().equals(":")) {
            String label = String.join("", tokens.subList(start, at));
            at++;
            return new Entry(label, number(left), (int) number(value()));
        }
        return left;
    }

    private static Object combined(String sign, Object left, Object right) {
        return switch (sign) {
            case "|" -> number(left) | number(right);
            case "+" ->
                    left instanceof String bytes
                            ? bytes + right
                            : (Object) (number(left) + number(right));
            case "-" -> number(left) - number(right);
            default ->
                    left instanceof String bytes
                            ? bytes.repeat((int) number(right))
                            : (Object) (number(left) * number(right));
        };
    }

    private Object term() {
        String token = next();
        if (token.equals("[")) {
            return until("]");
        }
        if (token.equals("{")) {
            return new AnyOrder(until("}"));
        }
        if (token.equals("-")) {
            return -number(term());
        }
        if (token.startsWith("\"")) {
            return ESCAPE.matcher(token.substring(1, token.length() - 1))
                    .replaceAll(escape -> Matcher.quoteReplacement(escaped(escape.group(1))));
        }
        if (Character.isDigit(token.charAt(0))) {
            return Constants.number(token);
        }
        Object named = variables.containsKey(token) ? variables.get(token) : Constants.of(token);
        if (named == null) {
            throw new IllegalArgumentException("'" + token + "' (expected: a value)");
        }
        return named;
    }

    private static String escaped(String code) {
        return switch (code.charAt(0)) {
            case 'n' -> "\n";
            case '0' -> "\0";
            case 'x' -> String.valueOf((char) Integer.parseInt(code, 1, 3, 16));
            default -> code;
        };
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        String token = peek();
        at++;
        return token;
    }

    static long number(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(value + " (expected: a number)");
    }

    /// A label with events: equal by these, whatever descriptor the label names.
    record Entry(String label, long fd, int events) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry entry
                    && entry.label.equals(label)
                    && entry.events == events;
        }

        @Override
        public int hashCode() {
            return label.hashCode() * 31 + events;
        }
    }

    /// An expected list whose order does not matter.
    record AnyOrder(List<Object> values) {
        boolean holds(Object answer) {
            return answer instanceof List<?> list
                    && list.size() == values.size()
                    && list.containsAll(values);
        }
    }
}
