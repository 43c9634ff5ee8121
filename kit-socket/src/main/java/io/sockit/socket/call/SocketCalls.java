package io.sockit.socket.call;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.strand.MachineErrors;
import io.sockit.spi.BindOps;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.FlagsOps;
import io.sockit.spi.IoctlOps;
import io.sockit.spi.PairOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The second-level operations: what the system calls do once the descriptor is a socket. Data goes
/// by [SendCall] and [ReceiveCalls]. Any thread off the strand; they enter it to reach the
/// protocol.
final class SocketCalls {
    private SocketCalls() {}

    static void bind(Socket socket, CallFrame call, Sockaddr address) throws ErrnoException {
        Checks.given(address, "address", "bind");
        inside(
                socket,
                "bind",
                ops -> {
                    capability(ops, BindOps.class, socket, "bind").bind(address, call);
                    return null;
                });
    }

    /// On the strand.
    static void pair(Socket one, Socket other, CallFrame call) throws ErrnoException {
        one.requireAlive("socketpair");
        other.requireAlive("socketpair");
        SocketOps ops = Objects.requireNonNull(one.ops());
        PairOps first = capability(ops, PairOps.class, one, "socketpair");
        try {
            first.pair(Objects.requireNonNull(other.ops()), call);
        } catch (ErrnoException e) {
            throw e;
        } catch (Throwable t) {
            throw fault(one, "socketpair", t);
        }
        one.connected();
        other.connected();
    }

    static void shutdown(Socket socket, int how) throws ErrnoException {
        int directions =
                switch (how) {
                    case Sock.SHUT_RD -> Socket.CANT_RCV;
                    case Sock.SHUT_WR -> Socket.CANT_SEND;
                    case Sock.SHUT_RDWR -> Socket.CANT_RCV | Socket.CANT_SEND;
                    default ->
                            throw new ErrnoException(
                                    Errno.EINVAL,
                                    "shutdown",
                                    "how: " + how + " (expected: 0 to 2)");
                };
        inside(
                socket,
                "shutdown",
                ops -> {
                    if (socket.is(Socket.LISTENING)) {
                        ConnectCalls.unlisten(socket, ops, directions);
                        return null;
                    }
                    ShutdownOps mine = capability(ops, ShutdownOps.class, socket, "shutdown");
                    try {
                        mine.shutdown(how);
                    } catch (ErrnoException e) {
                        if (e.errno() == Errno.ENOTCONN) {
                            socket.shut(directions); // Linux inet_shutdown: told, and done
                        }
                        throw e;
                    }
                    socket.shut(directions);
                    return null;
                });
    }

    static Sockaddr getsockname(Socket socket) throws ErrnoException {
        Sockaddr name =
                inside(
                        socket,
                        "getsockname",
                        ops -> capability(ops, BindOps.class, socket, "getsockname").localName());
        return name == null ? Sockaddr.UNSPEC : name;
    }

    static Sockaddr getpeername(Socket socket) throws ErrnoException {
        Sockaddr name =
                inside(
                        socket,
                        "getpeername",
                        ops -> capability(ops, ConnectOps.class, socket, "getpeername").peerName());
        if (name == null) {
            throw new ErrnoException(
                    Errno.ENOTCONN,
                    "getpeername",
                    socket + ": no peer (expected: a connected one)");
        }
        return name;
    }

    /// A request that the protocol may know.
    static int ioctl(Socket socket, int request, int argument, CallFrame call)
            throws ErrnoException {
        return SocketCalls.<Integer>inside(
                socket,
                "ioctl",
                ops -> {
                    if (ops instanceof IoctlOps mine) {
                        return mine.ioctl(request, argument, call);
                    }
                    throw new ErrnoException(
                            Errno.ENOTTY,
                            "ioctl",
                            "request: 0x"
                                    + Integer.toHexString(request)
                                    + " (expected: one that "
                                    + socket
                                    + " knows)");
                });
    }

    /// Runs protocol code of a socket on the strand. What it throws besides [ErrnoException] is
    /// charged to its plug-in: see [#fault].
    static <T extends @Nullable Object> T inside(Socket socket, String call, Operation<T> operation)
            throws ErrnoException {
        return socket.strand.<T, ErrnoException>call(
                () -> {
                    socket.requireAlive(call);
                    try {
                        return operation.run(Objects.requireNonNull(socket.ops()));
                    } catch (ErrnoException e) {
                        throw e;
                    } catch (Throwable t) {
                        throw fault(socket, call, t);
                    }
                });
    }

    /// Tells the protocol of an option that it keeps in tables; does nothing where it is gone.
    static void flagsChanged(Socket socket) {
        socket.strand.<@Nullable Void, RuntimeException>call(
                () -> {
                    if (socket.ops() instanceof FlagsOps ops) {
                        try {
                            ops.flagsChanged();
                        } catch (Throwable t) {
                            socket.fail(t);
                        }
                    }
                    return null;
                });
    }

    /// As [Socket#fail], in a call of the program. On the strand.
    ///
    /// @return what the caller gets: `EIO`, naming the plug-in
    /// @throws VirtualMachineError where it is one of [MachineErrors]: the caller's, as if its own
    ///     code had met it
    static ErrnoException fault(Socket socket, String call, Throwable thrown) {
        String plugin = socket.fail(thrown);
        if (thrown instanceof VirtualMachineError error && MachineErrors.isOne(error)) {
            throw error;
        }
        return new ErrnoException(
                Errno.EIO,
                call,
                "plug-in "
                        + plugin
                        + " failed with "
                        + thrown.getClass().getName()
                        + " (expected: an answer); socket "
                        + socket.inode()
                        + " is aborted");
    }

    /// As [#inside], for what was thrown off the strand.
    static ErrnoException blame(Socket socket, String call, Throwable thrown) {
        return socket.strand.<ErrnoException, RuntimeException>call(
                () -> fault(socket, call, thrown));
    }

    /// @throws ErrnoException the pending error, once; `ENETDOWN` or `EBADF` where no protocol is
    ///     behind the socket any more
    static void checkAlive(Socket socket, String call) throws ErrnoException {
        Errno pending = socket.takeSoError();
        if (pending != null) {
            throw new ErrnoException(pending, call, "pending error of " + socket);
        }
        socket.requireAlive(call);
    }

    static DatagramOps datagram(Socket socket, String call) throws ErrnoException {
        if (socket.ops() instanceof DatagramOps ops) {
            return ops;
        }
        checkAlive(socket, call);
        throw notSupported(socket, call);
    }

    static <T> T capability(SocketOps ops, Class<T> kind, Socket socket, String call)
            throws ErrnoException {
        if (kind.isInstance(ops)) {
            return kind.cast(ops);
        }
        throw notSupported(socket, call);
    }

    static ErrnoException notSupported(Socket socket, String call) {
        return new ErrnoException(
                Errno.EOPNOTSUPP,
                call,
                socket
                        + ": "
                        + Sock.name(socket.soType())
                        + " (expected: a type that can "
                        + call
                        + ")");
    }

    /// Protocol code of one call.
    @FunctionalInterface
    interface Operation<T extends @Nullable Object> {
        T run(SocketOps ops) throws ErrnoException;
    }
}
