package io.sockit.socket.call;

import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.SocketOption;
import io.sockit.socket.file.Checks;
import io.sockit.spi.OptionOps;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// `getsockopt` and `setsockopt`: the kit's own rows of `SOL_SOCKET`, and the protocol for the
/// rest. Any thread off the strand.
final class OptionCalls {
    private static final String GET = "getsockopt";
    private static final String SET = "setsockopt";

    private OptionCalls() {}

    static <T> T get(Socket socket, SocketOption<T> option) throws ErrnoException {
        Checks.given(option, "option", GET);
        SocketLevel.Row<?> row = SocketLevel.find(option);
        if (row == null) {
            return protocolGet(socket, option);
        }
        checkType(option, row.option(), GET);
        return option.type().cast(row.get().of(socket));
    }

    private static <T> T protocolGet(Socket socket, SocketOption<T> option) throws ErrnoException {
        return SocketCalls.<T>inside(
                socket,
                GET,
                ops -> {
                    OptionOps mine = served(ops, socket, option, GET);
                    Object answer = Objects.requireNonNull(mine.option(option), "option's answer");
                    return option.type().cast(answer);
                });
    }

    static <T> void set(
            Socket socket, SocketOption<T> option, @Nullable T value, Credentials credentials)
            throws ErrnoException {
        Checks.given(option, "option", SET);
        Object given = Checks.given(value, option.name(), SET);
        if (!option.type().isInstance(given)) {
            throw wrongType(option.name(), given.getClass(), option.type(), SET);
        }
        SocketLevel.Row<?> row = SocketLevel.find(option);
        if (row == null) {
            protocolSet(socket, option, option.type().cast(given), credentials);
        } else {
            checkType(option, row.option(), SET);
            kitSet(socket, row, given, credentials);
        }
    }

    private static <T> void kitSet(
            Socket socket, SocketLevel.Row<T> row, Object value, Credentials credentials)
            throws ErrnoException {
        SocketLevel.Set<T> setter = row.set();
        if (setter == null) {
            throw new ErrnoException(
                    Errno.ENOPROTOOPT, SET, row.option() + ": read-only (expected: not to be set)");
        }
        setter.to(socket, row.option().type().cast(value), credentials);
    }

    private static <T> void protocolSet(
            Socket socket, SocketOption<T> option, T value, Credentials credentials)
            throws ErrnoException {
        CallFrame call = CallFrame.of(credentials);
        SocketCalls.inside(
                socket,
                SET,
                ops -> {
                    served(ops, socket, option, SET).option(option, value, call);
                    return null;
                });
    }

    private static OptionOps served(
            SocketOps ops, Socket socket, SocketOption<?> option, String call)
            throws ErrnoException {
        if (ops instanceof OptionOps mine) {
            return mine;
        }
        throw new ErrnoException(
                Errno.ENOPROTOOPT,
                call,
                option + ": not served by " + socket + " (expected: another option)");
    }

    private static void checkType(SocketOption<?> given, SocketOption<?> served, String call)
            throws ErrnoException {
        if (!given.type().equals(served.type())) {
            throw wrongType(given.name(), given.type(), served.type(), call);
        }
    }

    private static ErrnoException wrongType(
            String option, Class<?> given, Class<?> expected, String call) {
        return new ErrnoException(
                Errno.EINVAL,
                call,
                option
                        + ": "
                        + given.getSimpleName()
                        + " (expected: "
                        + expected.getSimpleName()
                        + ")");
    }
}
