package io.sockit.packetdrill.script;

import io.sockit.packetdrill.script.Event.CallEvent;
import io.sockit.packetdrill.script.Event.CodeEvent;
import io.sockit.packetdrill.script.Event.CommandEvent;
import io.sockit.packetdrill.script.Event.PacketEvent;
import io.sockit.packetdrill.script.Script.Option;
import io.sockit.packetdrill.script.Token.Kind;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a script: options, shell lines to begin with, events, shell lines to end with.
public final class Parser {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final TokenReader in;
    private final Map<String, String> defines;
    private final ExpressionParser expressions;
    private final PacketParser packets;

    private Parser(TokenReader in, Map<String, String> defines) {
        this.in = in;
        this.defines = defines;
        this.expressions = new ExpressionParser(in);
        this.packets = new PacketParser(in);
    }

    /// @param name of the file, for messages
    /// @param defines macros, as of `-D name=value`
    public static Script parse(String name, String text, Map<String, String> defines)
            throws ScriptException {
        Map<String, String> all = new HashMap<>(defines);
        return new Parser(new TokenReader(name, Lexer.tokens(name, text), all), all).script(name);
    }

    private Script script(String name) throws ScriptException {
        List<Option> options = new ArrayList<>();
        while (in.peek().is(Kind.OPTION)) {
            options.add(option());
        }
        String init = in.peek().is(Kind.BACKQUOTED) ? in.next().text() : null;
        List<Event> events = new ArrayList<>();
        String cleanup = null;
        while (!in.peek().is(Kind.END)) {
            if (in.peek().is(Kind.BACKQUOTED) && !events.isEmpty()) {
                cleanup = in.next().text();
                if (!in.peek().is(Kind.END)) {
                    throw in.bad("the end of the script after its last shell lines");
                }
            } else {
                events.add(event());
            }
        }
        if (events.isEmpty()) {
            throw in.bad("a time, which begins an event");
        }
        return new Script(name, options, init, events, cleanup);
    }

    /// `--name`, `--name=value`, `--define=NAME=value`.
    private Option option() throws ScriptException {
        Token name = in.next();
        String value = in.acceptSymbol("=") ? optionValue() : "";
        if (name.text().equals("define")) {
            int equals = value.indexOf('=');
            if (equals <= 0) {
                throw in.wrong(name.line(), "--define=" + value + " (expected: NAME=value)");
            }
            defines.putIfAbsent(value.substring(0, equals), value.substring(equals + 1));
        }
        return new Option(name.text(), value, name.line());
    }

    private String optionValue() throws ScriptException {
        Token token = in.raw();
        StringBuilder value = new StringBuilder(quoted(token));
        if (token.is(Kind.WORD)) {
            while (in.acceptSymbol("-")) { // ipv4-mapped-ipv6
                value.append('-').append(in.raw().text());
            }
            if (in.acceptSymbol("=")) {
                value.append('=').append(quoted(in.raw()));
            }
        } else if (token.is(Kind.IPV4) || token.is(Kind.IPV6)) {
            if (in.acceptSymbol("/")) {
                value.append('/').append(in.text(Kind.INTEGER, "a prefix's length"));
            }
        } else if (token.is(Kind.SYMBOL) || token.is(Kind.END) || token.is(Kind.CODE)) {
            throw in.wrong(token.line(), token + " (expected: an option's value)");
        }
        return value.toString();
    }

    private static String quoted(Token token) {
        return switch (token.kind()) {
            case STRING -> '"' + token.text() + '"';
            case BACKQUOTED -> '`' + token.text() + '`';
            default -> token.text();
        };
    }

    private Event event() throws ScriptException {
        int line = in.peek().line();
        When when = when();
        Token action = in.peek();
        Event event =
                switch (action.kind()) {
                    case BACKQUOTED -> new CommandEvent(when, in.next().text(), line);
                    case CODE -> new CodeEvent(when, in.next().text(), line);
                    case WORD, ELLIPSIS -> call(when, line);
                    default -> new PacketEvent(when, packets.packet(), line);
                };
        checkTime(event);
        return event;
    }

    private void checkTime(Event event) throws ScriptException {
        boolean exact = !event.when().isRange() && event.when().kind() != When.Kind.ANY;
        boolean sent = event instanceof PacketEvent packet && packet.packet().isOutbound();
        if (!exact && !sent) {
            throw in.wrong(
                    event.line(), "'*' or a range of times (expected: for sent packets only)");
        }
        if (event.when().endNanos() < event.when().nanos()) {
            throw in.wrong(event.line(), "a range of times that ends before it begins");
        }
    }

    private When when() throws ScriptException {
        if (in.acceptSymbol("*")) {
            return When.any();
        }
        boolean relative = in.acceptSymbol("+");
        long begin = time();
        if (in.acceptSymbol("~")) {
            if (relative) {
                in.symbol("+");
            }
            When.Kind kind = relative ? When.Kind.RELATIVE_RANGE : When.Kind.ABSOLUTE_RANGE;
            return new When(kind, begin, time());
        }
        return new When(relative ? When.Kind.RELATIVE : When.Kind.ABSOLUTE, begin, begin);
    }

    /// Seconds.
    private long time() throws ScriptException {
        Token token = in.peek();
        boolean number = token.is(Kind.FLOAT) || token.is(Kind.INTEGER);
        if (!number || token.text().startsWith("-")) {
            throw in.bad("a time in seconds, such as +0.1");
        }
        return new BigDecimal(in.next().text()).multiply(NANOS).longValue();
    }

    private Event call(When when, int line) throws ScriptException {
        long end = in.peek().is(Kind.ELLIPSIS) ? end() : CallEvent.NO_END;
        String name = in.text(Kind.WORD, "a system call's name");
        List<Expr> arguments = expressions.arguments();
        in.symbol("=");
        Expr result = expressions.expression();
        String errno = null;
        if (in.peek().is(Kind.WORD) && in.peek(1).isSymbol("(")) {
            errno = in.next().text();
        }
        note();
        return new CallEvent(when, end, name, arguments, result, errno, line);
    }

    private long end() throws ScriptException {
        in.next();
        return time();
    }

    /// `(Resource temporarily unavailable)`: for people.
    private void note() throws ScriptException {
        if (in.acceptSymbol("(")) {
            while (!in.acceptSymbol(")")) {
                if (in.raw().is(Kind.END)) {
                    throw in.bad("')'");
                }
            }
        }
    }
}
