package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.Expr.Field;
import io.sockit.packetdrill.script.Token.Kind;

import java.util.ArrayList;
import java.util.List;

/// Reads the arguments and results of system calls. Structures are read by their form alone; what
/// their fields mean is the calls' to know.
final class ExpressionParser {
    private final TokenReader in;

    ExpressionParser(TokenReader in) {
        this.in = in;
    }

    /// `(a, b)`.
    List<Expr> arguments() throws ScriptException {
        in.symbol("(");
        return list(")");
    }

    private List<Expr> list(String close) throws ScriptException {
        List<Expr> items = new ArrayList<>();
        while (!in.acceptSymbol(close)) {
            if (!items.isEmpty()) {
                in.symbol(",");
            }
            items.add(expression());
        }
        return items;
    }

    Expr expression() throws ScriptException {
        Expr left = term();
        while (in.acceptSymbol("|")) {
            left = new Expr.Or(left, term());
        }
        return left;
    }

    private Expr term() throws ScriptException {
        Token token = in.peek();
        return switch (token.kind()) {
            case INTEGER, HEX -> new Expr.Num(in.number("a number"));
            case STRING -> text();
            case WORD -> word();
            case ELLIPSIS -> {
                in.next();
                yield new Expr.Any();
            }
            case SYMBOL -> bracketed();
            case FLOAT, BACKQUOTED, CODE, OPTION, IPV4, IPV6, END -> throw in.bad("a value");
        };
    }

    /// Strings that follow each other are one; `"x"...` begins with `x`.
    private Expr text() {
        StringBuilder text = new StringBuilder();
        while (in.peek().is(Kind.STRING)) {
            text.append(in.next().text());
        }
        if (in.peek().is(Kind.ELLIPSIS)) {
            in.next();
        }
        return new Expr.Text(text.toString());
    }

    private Expr word() throws ScriptException {
        String name = in.next().text();
        if (in.peek().isSymbol("(") && isFunction(name)) {
            return new Expr.Apply(name, arguments());
        }
        if (in.peek().isSymbol("=") && !in.peek(1).isSymbol("=")) {
            in.next();
            return new Expr.Struct(List.of(new Field(name, null, expression())));
        }
        return new Expr.Name(name);
    }

    /// Only these: a name may be followed by a note in parentheses.
    private static boolean isFunction(String name) {
        return name.equals("htons") || name.startsWith("inet");
    }

    private Expr bracketed() throws ScriptException {
        if (in.acceptSymbol("[")) {
            return new Expr.Array(list("]"));
        }
        if (!in.acceptSymbol("{")) {
            throw in.bad("a value");
        }
        List<Field> fields = new ArrayList<>();
        while (!in.acceptSymbol("}")) {
            if (!fields.isEmpty()) {
                in.symbol(",");
            }
            fields.add(field());
        }
        return new Expr.Struct(fields);
    }

    /// `name=value`, `name(count)=value`, or a value alone.
    private Field field() throws ScriptException {
        boolean counted = in.peek(1).isSymbol("(") && !isFunction(in.peek().text());
        if (!in.peek().is(Kind.WORD) || !(counted || in.peek(1).isSymbol("="))) {
            return new Field(null, null, expression());
        }
        String name = in.raw().text();
        Expr count = null;
        if (in.acceptSymbol("(")) {
            count = expression();
            in.symbol(")");
        }
        in.symbol("=");
        return new Field(name, count, expression());
    }
}
