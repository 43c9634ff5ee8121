package io.sockit.test.calls;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Linger;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The calls on sockets.
final class SocketCalls {
    private SocketCalls() {}

    static void into(Map<String, Arguments.Call> calls) {
        connections(calls);
        sending(calls);
        receiving(calls);
        calls.put("getsockopt", (s, p, a) -> value(p, a.integer(0), option(a)));
        calls.put("setsockopt", (s, p, a) -> FileCalls.done(() -> set(p, option(a), a)));
    }

    private static void connections(Map<String, Arguments.Call> calls) {
        calls.put(
                "address", (s, p, a) -> a.has(0) ? s.address(a.of(0, String.class)) : s.address());
        calls.put(
                "socket", (s, p, a) -> (long) p.socket(s.family(), a.integer(0), a.integer(1, 0)));
        calls.put(
                "socketpair",
                (s, p, a) ->
                        Arguments.pair(p.socketpair(s.family(), a.integer(0), a.integer(1, 0))));
        calls.put(
                "bind",
                (s, p, a) -> FileCalls.done(() -> p.bind(a.integer(0), a.of(1, Sockaddr.class))));
        calls.put(
                "connect",
                (s, p, a) ->
                        FileCalls.done(() -> p.connect(a.integer(0), a.of(1, Sockaddr.class))));
        calls.put(
                "listen", (s, p, a) -> FileCalls.done(() -> p.listen(a.integer(0), a.integer(1))));
        calls.put("accept", (s, p, a) -> Arguments.done(p.accept(a.integer(0), a.integer(1, 0))));
        calls.put(
                "shutdown",
                (s, p, a) -> FileCalls.done(() -> p.shutdown(a.integer(0), a.integer(1))));
        calls.put("getsockname", (s, p, a) -> p.getsockname(a.integer(0)));
        calls.put("getpeername", (s, p, a) -> p.getpeername(a.integer(0)));
    }

    private static void sending(Map<String, Arguments.Call> calls) {
        calls.put(
                "send",
                (s, p, a) -> {
                    byte[] data = a.bytes(1);
                    return Arguments.done(
                            p.send(a.integer(0), data, 0, data.length, a.integer(2, 0)));
                });
        calls.put(
                "sendto",
                (s, p, a) -> {
                    byte[] data = a.bytes(1);
                    Sockaddr to = a.of(3, Sockaddr.class);
                    return Arguments.done(
                            p.sendto(a.integer(0), data, 0, data.length, a.integer(2), to));
                });
        calls.put(
                "sendmsg",
                (s, p, a) -> {
                    Message message = Message.of(a.full(1));
                    message.name(a.has(3) ? a.of(3, Sockaddr.class) : null);
                    return Arguments.done(p.sendmsg(a.integer(0), message, a.integer(2, 0)));
                });
    }

    private static void receiving(Map<String, Arguments.Call> calls) {
        calls.put(
                "recv",
                (s, p, a) -> {
                    byte[] buffer = new byte[a.integer(1)];
                    return Arguments.received(
                            buffer,
                            p.recv(a.integer(0), buffer, 0, buffer.length, a.integer(2, 0)));
                });
        calls.put(
                "recvfrom",
                (s, p, a) -> {
                    byte[] buffer = new byte[a.integer(1)];
                    Message from = new Message();
                    int got =
                            p.recvfrom(
                                    a.integer(0), buffer, 0, buffer.length, a.integer(2, 0), from);
                    List<Object> values = Arguments.received(buffer, got);
                    Sockaddr sender = from.name();
                    if (sender != null) {
                        values.add(sender);
                    }
                    return values;
                });
        calls.put(
                "recvmsg",
                (s, p, a) -> {
                    Message message = Message.of(a.empty(1));
                    long got = p.recvmsg(a.integer(0), message, a.integer(2, 0));
                    List<Object> values = Arguments.received(message.buffers(), got);
                    values.add((long) message.flags());
                    return values;
                });
    }

    /// The option that is named, or the one of level `SOL_SOCKET` of a number.
    private static SocketOption<?> option(Arguments given) {
        return given.values().get(1) instanceof Long number
                ? new SocketOption<>(
                        SocketOptions.SOL_SOCKET, number.intValue(), "SO_" + number, Integer.class)
                : given.of(1, SocketOption.class);
    }

    private static Object value(Process process, int fd, SocketOption<?> option)
            throws ErrnoException {
        Object value = process.getsockopt(fd, option);
        return switch (value) {
            case Boolean on -> on ? 1L : 0L;
            case Duration span -> span.toMillis();
            case Linger linger -> List.of(linger.on() ? 1L : 0L, (long) linger.seconds());
            case Integer number when option.is(SocketOptions.SO_ERROR) && number != 0 ->
                    Errno.ofLinux(number).orElseThrow();
            case Integer number -> (long) number;
            default -> value;
        };
    }

    private static <T> void set(Process process, SocketOption<T> option, Arguments given)
            throws ErrnoException {
        Class<T> type = option.type();
        Object value = given.integer(2);
        if (type == Boolean.class) {
            value = given.integer(2) != 0;
        } else if (type == Duration.class) {
            value = Duration.ofMillis(given.number(2));
        } else if (type == Linger.class) {
            value = new Linger(given.integer(2) != 0, given.integer(3));
        }
        process.setsockopt(given.integer(0), option, type.cast(value));
    }
}
