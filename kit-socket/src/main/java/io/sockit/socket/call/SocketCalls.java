package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Credentials;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.spi.BindOps;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.FlagsOps;
import io.sockit.spi.ShutdownOps;

import org.jspecify.annotations.Nullable;

/// The second-level operations: what the system calls do once the descriptor is a socket. Data goes
/// by [SendCall] and [ReceiveCalls]. Any thread off the strand; they enter it to reach the
/// protocol.
final class SocketCalls {
    private SocketCalls() {}

    static void bind(Socket socket, Credentials credentials, Sockaddr address)
            throws ErrnoException {
        Checks.given(address, "address", "bind");
        CallFrame call = new CallFrame(credentials, 0);
        inside(
                socket,
                "bind",
                pcb -> {
                    BindOps ops = capability(pcb.bind(), socket, "bind");
                    ops.bind(address, call);
                    return null;
                });
    }

    static void connect(Socket socket, Credentials credentials, Sockaddr peer)
            throws ErrnoException {
        Checks.given(peer, "peer", "connect");
        CallFrame call = new CallFrame(credentials, 0);
        inside(
                socket,
                "connect",
                pcb -> {
                    ConnectOps ops = capability(pcb.connect(), socket, "connect");
                    if (peer.family().equals(AddressFamily.AF_UNSPEC)) {
                        ops.disconnect(call);
                    } else {
                        ops.connect(peer, call);
                    }
                    return null;
                });
    }

    static void shutdown(Socket socket, int how) throws ErrnoException {
        int states =
                switch (how) {
                    case Sock.SHUT_RD -> Socket.SS_CANTRCVMORE;
                    case Sock.SHUT_WR -> Socket.SS_CANTSENDMORE;
                    case Sock.SHUT_RDWR -> Socket.SS_CANTRCVMORE | Socket.SS_CANTSENDMORE;
                    default ->
                            throw new ErrnoException(
                                    Errno.EINVAL,
                                    "shutdown",
                                    "how: " + how + " (expected: 0 to 2)");
                };
        inside(
                socket,
                "shutdown",
                pcb -> {
                    ShutdownOps ops = capability(pcb.shutdown(), socket, "shutdown");
                    try {
                        ops.shutdown(how);
                    } catch (ErrnoException e) {
                        if (e.errno() == Errno.ENOTCONN) {
                            socket.shut(states); // Linux inet_shutdown: told, and done
                        }
                        throw e;
                    }
                    socket.shut(states);
                    return null;
                });
    }

    static Sockaddr getsockname(Socket socket) throws ErrnoException {
        Sockaddr name =
                inside(
                        socket,
                        "getsockname",
                        pcb -> capability(pcb.bind(), socket, "getsockname").localName());
        return name == null ? Sockaddr.UNSPEC : name;
    }

    static Sockaddr getpeername(Socket socket) throws ErrnoException {
        Sockaddr name =
                inside(
                        socket,
                        "getpeername",
                        pcb -> capability(pcb.connect(), socket, "getpeername").peerName());
        if (name == null) {
            throw new ErrnoException(
                    Errno.ENOTCONN,
                    "getpeername",
                    socket + ": no peer (expected: a connected one)");
        }
        return name;
    }

    /// Runs protocol code of a socket on the strand. What it throws besides [ErrnoException] is
    /// charged to its plug-in: see [Socket#fault].
    static <T extends @Nullable Object> T inside(Socket socket, String call, Operation<T> operation)
            throws ErrnoException {
        return socket.strand.<T, ErrnoException>call(
                () -> {
                    Pcb pcb = socket.soPcb();
                    checkAlive(pcb, socket, call);
                    try {
                        return operation.run(pcb);
                    } catch (ErrnoException e) {
                        throw e;
                    } catch (Throwable t) {
                        throw socket.fault(call, t);
                    }
                });
    }

    /// Tells the protocol of an option that it keeps in tables; does nothing where it is gone.
    static void flagsChanged(Socket socket) {
        socket.strand.<@Nullable Void, RuntimeException>call(
                () -> {
                    if (socket.soPcb().ops() instanceof FlagsOps ops) {
                        try {
                            ops.flagsChanged();
                        } catch (Throwable t) {
                            socket.fault("setsockopt", t);
                        }
                    }
                    return null;
                });
    }

    /// As [#inside], for what was thrown off the strand.
    static ErrnoException blame(Socket socket, String call, Throwable thrown) {
        return socket.strand.<ErrnoException, RuntimeException>call(
                () -> socket.fault(call, thrown));
    }

    /// @throws ErrnoException the pending error, once; `ENETDOWN` or `EBADF` where no protocol is
    ///     behind the socket any more
    static void checkAlive(Socket socket, String call) throws ErrnoException {
        Errno pending = socket.takeSoError();
        if (pending != null) {
            throw new ErrnoException(pending, call, "pending error of " + socket);
        }
        checkAlive(socket.soPcb(), socket, call);
    }

    static void checkAlive(Pcb pcb, Socket socket, String call) throws ErrnoException {
        Errno dead = pcb.dead();
        if (dead != null) {
            throw new ErrnoException(
                    dead, call, socket + ": its protocol is gone (expected: a live one)");
        }
    }

    static DatagramOps datagram(Socket socket, Pcb pcb, String call) throws ErrnoException {
        return capability(pcb.datagram(), socket, call);
    }

    private static <T> T capability(@Nullable T capability, Socket socket, String call)
            throws ErrnoException {
        if (capability == null) {
            throw notSupported(socket, call);
        }
        return capability;
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
        T run(Pcb pcb) throws ErrnoException;
    }
}
