package io.sockit.socket.call;

import io.sockit.api.Capability;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Linger;
import io.sockit.api.SocketOption;
import io.sockit.api.SocketOptions;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/// The options of `SOL_SOCKET` that the kit itself serves: one row each. They work on a socket
/// whose protocol is gone, too. Any thread off the strand.
final class SocketLevel {
    private static final List<Row<?>> ROWS =
            List.of(
                    flag(SocketOptions.SO_REUSEADDR, SoOptions.REUSE_ADDRESS),
                    flag(SocketOptions.SO_REUSEPORT, SoOptions.REUSE_PORT),
                    flag(SocketOptions.SO_BROADCAST, SoOptions.BROADCAST),
                    flag(SocketOptions.SO_DONTROUTE, SoOptions.DONT_ROUTE),
                    flag(SocketOptions.SO_OOBINLINE, SoOptions.OOB_INLINE),
                    timestamp(SocketOptions.SO_TIMESTAMP, SoOptions.TIMESTAMP),
                    timestamp(SocketOptions.SO_TIMESTAMPNS, SoOptions.TIMESTAMP_NS),
                    row(SocketOptions.SO_RCVBUF, s -> s.receiveLimit, SocketLevel::receiveBuffer),
                    row(SocketOptions.SO_SNDBUF, s -> s.sendLimit, SocketLevel::sendBuffer),
                    row(
                            SocketOptions.SO_RCVTIMEO,
                            s -> Duration.ofNanos(s.waits().receiveNanos()),
                            (s, v, c) -> within(s, nanos(v), SocketWaits::receiveWithin)),
                    row(
                            SocketOptions.SO_SNDTIMEO,
                            s -> Duration.ofNanos(s.waits().sendNanos()),
                            (s, v, c) -> within(s, nanos(v), SocketWaits::sendWithin)),
                    row(
                            SocketOptions.SO_LINGER,
                            s -> s.waits().soLinger(),
                            (Socket s, Linger v, Credentials c) -> s.waits(w -> w.linger(v))),
                    row(
                            SocketOptions.SO_BINDTODEVICE,
                            SocketLevel::boundDevice,
                            SocketLevel::bindToDevice),
                    row(
                            SocketOptions.SO_RCVLOWAT,
                            s -> s.waits().receiveLowWater(),
                            (s, v, c) -> s.waits(w -> w.lowWater(lowWater(v)))),
                    row(
                            SocketOptions.SO_PEEK_OFF,
                            s -> s.peekOffset,
                            (s, v, c) -> s.peekOffset = Math.max(-1, v)),
                    readOnly(SocketOptions.SO_SNDLOWAT, s -> 1),
                    readOnly(SocketOptions.SO_TYPE, Socket::soType),
                    readOnly(SocketOptions.SO_DOMAIN, s -> s.soFamily().number()),
                    readOnly(SocketOptions.SO_PROTOCOL, Socket::soProtocol),
                    readOnly(SocketOptions.SO_ACCEPTCONN, s -> s.is(Socket.LISTENING)),
                    readOnly(SocketOptions.SO_ERROR, SocketLevel::takeError));

    private SocketLevel() {}

    /// One option.
    ///
    /// @param set null where it is read-only
    record Row<T>(SocketOption<T> option, Get<T> get, @Nullable Set<T> set) {}

    @FunctionalInterface
    interface Get<T> {
        T of(Socket socket) throws ErrnoException;
    }

    @FunctionalInterface
    interface Set<T> {
        void to(Socket socket, T value, Credentials by) throws ErrnoException;
    }

    /// The row of an option, or null where the kit does not serve it.
    static @Nullable Row<?> find(SocketOption<?> option) {
        for (Row<?> row : ROWS) {
            if (row.option.is(option)) {
                return row;
            }
        }
        return null;
    }

    private static <T> Row<T> row(SocketOption<T> option, Get<T> get, Set<T> set) {
        return new Row<>(option, get, set);
    }

    private static <T> Row<T> readOnly(SocketOption<T> option, Get<T> get) {
        return new Row<>(option, get, null);
    }

    /// A switch of which protocols hear.
    private static Row<Boolean> flag(SocketOption<Boolean> option, int bit) {
        return row(
                option,
                s -> s.option(bit),
                (s, on, c) -> {
                    s.option(bit, on);
                    SocketCalls.flagsChanged(s);
                });
    }

    /// Linux: the one takes the place of the other, and switching either off switches off both.
    private static Row<Boolean> timestamp(SocketOption<Boolean> option, int bit) {
        return row(
                option,
                s -> s.option(bit),
                (s, on, c) -> {
                    int both = SoOptions.TIMESTAMP | SoOptions.TIMESTAMP_NS;
                    s.choose(on ? bit : 0, both);
                });
    }

    private static int takeError(Socket socket) {
        Errno pending = socket.takeSoError();
        return pending == null ? 0 : pending.linux();
    }

    private static void receiveBuffer(Socket socket, Integer bytes, Credentials by) {
        socket.receiveLimit = socket.registry.limits().receive(bytes);
    }

    private static void sendBuffer(Socket socket, Integer bytes, Credentials by) {
        socket.sendLimit = socket.registry.limits().send(bytes);
        socket.wakeAll(); // there may be room now
    }

    /// Linux `SO_RCVLOWAT`: 0 is taken for 1, and what is negative for as much as can be.
    private static int lowWater(int bytes) {
        return bytes < 0 ? Integer.MAX_VALUE : Math.max(1, bytes);
    }

    private static void within(
            Socket socket, long nanos, BiFunction<SocketWaits, Long, SocketWaits> change) {
        socket.waits(old -> change.apply(old, nanos));
    }

    private static long nanos(Duration span) throws ErrnoException {
        if (span.isNegative()) {
            throw bad(Errno.EDOM, "SO_RCVTIMEO or SO_SNDTIMEO", span, ">= 0");
        }
        return span.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L
                ? Long.MAX_VALUE
                : span.toNanos();
    }

    private static String boundDevice(Socket socket) throws ErrnoException {
        int index = socket.boundInterface();
        if (index == 0) {
            return "";
        }
        Interfaces interfaces = socket.registry.services().interfaces();
        return socket.strand.<String, ErrnoException>call(
                () -> {
                    NetInterface found = interfaces.find(index);
                    if (found == null) {
                        throw new ErrnoException(
                                Errno.ENODEV,
                                "getsockopt",
                                "SO_BINDTODEVICE: interface " + index + " is gone");
                    }
                    return found.link().name();
                });
    }

    /// Linux lets anybody bind to a device once; to leave it takes CAP_NET_RAW.
    private static void bindToDevice(Socket socket, String name, Credentials by)
            throws ErrnoException {
        if (socket.boundInterface() != 0 && !by.has(Capability.CAP_NET_RAW)) {
            throw bad(Errno.EPERM, "SO_BINDTODEVICE", name, "CAP_NET_RAW to change it");
        }
        if (name.isEmpty()) {
            socket.boundInterface(0);
            SocketCalls.flagsChanged(socket);
            return;
        }
        Interfaces interfaces = socket.registry.services().interfaces();
        int index =
                socket.strand.<Integer, ErrnoException>call(
                        () -> {
                            NetInterface found = interfaces.find(name);
                            if (found == null) {
                                throw bad(
                                        Errno.ENODEV,
                                        "SO_BINDTODEVICE",
                                        name,
                                        "an interface of the host");
                            }
                            return found.index();
                        });
        socket.boundInterface(index);
        SocketCalls.flagsChanged(socket);
    }

    private static ErrnoException bad(Errno errno, String option, Object value, String expected) {
        return new ErrnoException(
                errno, "setsockopt", option + ": " + value + " (expected: " + expected + ")");
    }
}
