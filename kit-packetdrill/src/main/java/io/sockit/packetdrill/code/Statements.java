package io.sockit.packetdrill.code;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs the statements of a block: assertions, assignments, and calls such as `print`.
final class Statements {
    private static final Set<String> ASSIGNMENTS =
            Set.of("=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=");

    private final List<PyToken> tokens;
    private final Map<String, Object> names;
    private final Expressions expressions;
    private final String block;

    Statements(String block, Map<String, Object> names, StringBuilder printed)
            throws CodeException {
        this.block = block.strip();
        this.tokens = PyToken.of(block);
        this.names = names;
        this.expressions = new Expressions(tokens, names, printed);
    }

    void run() throws CodeException {
        while (!expressions.atEnd()) {
            if (!expressions.endsStatement()) {
                statement();
            }
            if (!expressions.endsStatement()) {
                throw new CodeException(
                        "code: '%s' is not served in: %s"
                                .formatted(expressions.peek().text(), block));
            }
            expressions.next();
        }
    }

    private void statement() throws CodeException {
        PyToken first = expressions.peek();
        if (first.is("assert")) {
            expressions.next();
            assertion();
        } else if (first.is("pass")) {
            expressions.next();
        } else if (first.kind() == 'w' && ASSIGNMENTS.contains(expressions.peek(1).text())) {
            assignment(expressions.next().text(), expressions.next().text());
        } else {
            expressions.value();
        }
    }

    private void assertion() throws CodeException {
        int from = expressions.position();
        boolean holds = Values.truth(expressions.value());
        String condition = text(from, expressions.position());
        String message = "";
        if (expressions.peek().is(",")) {
            expressions.next();
            message = ", " + Values.text(expressions.value());
        }
        if (!holds) {
            throw new CodeException("assert " + condition + message);
        }
    }

    private String text(int from, int end) {
        return String.join(" ", tokens.subList(from, end).stream().map(PyToken::text).toList());
    }

    private void assignment(String name, String operator) throws CodeException {
        Object value = expressions.value();
        if (!operator.equals("=")) {
            Object before = names.get(name);
            if (before == null) {
                throw new CodeException("code: name '" + name + "' is not defined");
            }
            value = Values.binary(operator.substring(0, operator.length() - 1), before, value);
        }
        names.put(name, value);
    }
}
