package io.sockit.packetdrill.run;

import io.sockit.api.ErrnoException;
import io.sockit.api.Ioctl;
import io.sockit.api.Linger;
import io.sockit.api.Process;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.packetdrill.script.Expr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// setsockopt, getsockopt, fcntl, ioctl.
final class OptionCalls {
    private final Process process;
    private final Descriptors descriptors;

    OptionCalls(Stage stage, Descriptors descriptors) {
        this.process = stage.process;
        this.descriptors = descriptors;
    }

    void into(Map<String, Calls.SystemCall> calls) {
        calls.put("setsockopt", given -> set(given, option(given)));
        calls.put("getsockopt", given -> get(given, option(given)));
        calls.put("fcntl", this::fcntl);
        calls.put("ioctl", this::ioctl);
    }

    private int fd(Arguments given) throws DrillFailure {
        return descriptors.live(given.number(0));
    }

    /// An option without a constant is one of `int`, which a socket may serve all the same.
    private static SocketOption<?> option(Arguments given) throws DrillFailure {
        given.require(5, 5);
        int level = given.integer(1);
        int number = given.integer(2);
        SocketOption<?> known = Constants.option(level, number);
        return known == null
                ? new SocketOption<>(level, number, given.at(2).toString(), Integer.class)
                : known;
    }

    private <T> Answer set(Arguments given, SocketOption<T> option)
            throws ErrnoException, DrillFailure {
        Class<T> type = option.type();
        Expr text = given.at(3);
        Object value;
        if (text instanceof Expr.Text(String bytes)) {
            value = type == byte[].class ? bytes.getBytes(StandardCharsets.ISO_8859_1) : bytes;
        } else if (type == Linger.class) {
            value = linger(text);
        } else {
            value = number(type, given.bracketed(3));
        }
        if (!type.isInstance(value)) {
            throw new DrillFailure("%s: value %s is not served".formatted(option, text));
        }
        process.setsockopt(fd(given), option, type.cast(value));
        return Answer.done();
    }

    private static Linger linger(Expr value) throws DrillFailure {
        Expr.Struct struct =
                value instanceof Expr.Array(List<Expr> items) && items.size() == 1
                        ? Arguments.struct(items.getFirst())
                        : Arguments.struct(value);
        return new Linger(
                Arguments.field(struct, "onoff") != 0, (int) Arguments.field(struct, "linger"));
    }

    private static Object number(Class<?> type, long value) {
        if (type == Boolean.class) {
            return value != 0;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(value);
        }
        return type == Integer.class ? (Object) (int) value : value;
    }

    private <T> Answer get(Arguments given, SocketOption<T> option)
            throws ErrnoException, DrillFailure {
        Object value = process.getsockopt(fd(given), option);
        return Answer.of(0, () -> check(given, option, value));
    }

    private static void check(Arguments given, SocketOption<?> option, Object value)
            throws DrillFailure {
        boolean same =
                switch (value) {
                    case Boolean on -> given.bracketed(3) == (on ? 1 : 0);
                    case Integer number -> (int) given.bracketed(3) == asRead(option, number);
                    case Long number -> given.bracketed(3) == number;
                    case Duration span -> given.bracketed(3) == span.toSeconds();
                    case Linger linger -> linger(given.at(3)).equals(linger);
                    case String text ->
                            given.at(3) instanceof Expr.Text(String expected)
                                    && expected.equals(text);
                    case byte[] bytes ->
                            given.at(3) instanceof Expr.Text(String expected)
                                    && Arrays.equals(
                                            bytes, expected.getBytes(StandardCharsets.ISO_8859_1));
                    default -> throw new DrillFailure(option + ": " + value + " is not served");
                };
        if (!same) {
            throw new DrillFailure("%s: %s (expected: %s)".formatted(option, value, given.at(3)));
        }
    }

    /// Linux doubles what is set of the two buffers (socket(7)) and answers that; the kit answers
    /// what was set.
    private static int asRead(SocketOption<?> option, int number) {
        boolean doubled = option.is(SocketOptions.SO_SNDBUF) || option.is(SocketOptions.SO_RCVBUF);
        return doubled ? 2 * number : number;
    }

    private Answer fcntl(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 3);
        int argument = given.count() > 2 ? given.integer(2) : 0;
        return Answer.of(process.fcntl(fd(given), given.integer(1), argument));
    }

    /// `ioctl(fd, SIOCINQ, [1000])` expects an answer, `FIONBIO` takes what it is given.
    private Answer ioctl(Arguments given) throws ErrnoException, DrillFailure {
        given.require(2, 3);
        int request = given.integer(1);
        boolean sets = request == Ioctl.FIONBIO;
        int argument = sets ? (int) given.bracketed(2) : 0;
        int answer = process.ioctl(fd(given), request, argument);
        return Answer.of(
                0,
                () -> {
                    if (!sets && given.count() > 2 && given.bracketed(2) != answer) {
                        throw new DrillFailure(
                                "ioctl: %d (expected: %s)".formatted(answer, given.at(2)));
                    }
                });
    }
}
