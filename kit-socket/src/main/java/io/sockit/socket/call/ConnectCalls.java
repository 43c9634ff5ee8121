package io.sockit.socket.call;

import static io.sockit.api.Msg.MSG_DONTWAIT;
import static io.sockit.api.PollFd.POLLERR;
import static io.sockit.api.PollFd.POLLHUP;
import static io.sockit.api.PollFd.POLLIN;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Message;
import io.sockit.api.Process;
import io.sockit.api.Sockaddr;
import io.sockit.socket.file.Checks;
import io.sockit.socket.file.Descriptor;
import io.sockit.socket.file.Waits;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ListenOps;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

/// Connections: made, waited for and accepted. Any thread off the strand.
final class ConnectCalls {
    /// How far a connect came on the strand.
    private enum Step {
        DONE,
        STARTED,
        UNDER_WAY
    }

    private ConnectCalls() {}

    static void connect(Descriptor through, Socket socket, CallFrame frame, Sockaddr peer)
            throws ErrnoException {
        Checks.given(peer, "peer", "connect");
        boolean waits = !through.file.nonBlocking();
        CallFrame call = waits ? frame : frame.with(MSG_DONTWAIT);
        Step step =
                SocketCalls.<Step>inside(socket, "connect", ops -> begin(socket, ops, peer, call));
        if (step == Step.DONE) {
            return;
        }
        if (!waits) {
            throw new ErrnoException(
                    step == Step.STARTED ? Errno.EINPROGRESS : Errno.EALREADY,
                    "connect",
                    "peer: " + peer + ", under way (poll tells when it is over)");
        }
        awaitConnection(through, socket);
    }

    /// On the strand.
    private static Step begin(Socket socket, SocketOps ops, Sockaddr peer, CallFrame call)
            throws ErrnoException {
        ConnectOps mine = SocketCalls.capability(ops, ConnectOps.class, socket, "connect");
        if (peer.family().equals(AddressFamily.AF_UNSPEC)) {
            mine.disconnect(call);
            socket.change(
                    0,
                    Socket.CONNECTED
                            | Socket.CONNECTING
                            | Socket.DISCONNECTED
                            | Socket.FAILED
                            | Socket.MADE);
            return Step.DONE;
        }
        if (mine.reconnects()) {
            mine.connect(peer, call);
            return Step.DONE;
        }
        if (socket.is(Socket.CONNECTING)) {
            return Step.UNDER_WAY;
        }
        boolean made = socket.is(Socket.MADE);
        finish(socket); // an earlier attempt, which no call was told of
        if (made) {
            return Step.DONE;
        }
        if (socket.is(Socket.CONNECTED | Socket.DISCONNECTED | Socket.LISTENING)) {
            throw new ErrnoException(
                    Errno.EISCONN, "connect", socket + " (expected: not connected before)");
        }
        socket.change(Socket.CONNECTING, 0);
        try {
            if (mine.connect(peer, call)) {
                socket.connected();
            }
        } catch (ErrnoException e) {
            socket.change(0, Socket.CONNECTING);
            throw e;
        }
        return finish(socket) ? Step.DONE : Step.STARTED;
    }

    /// Tells the caller how an attempt ended. On the strand.
    ///
    /// @return false while it is under way
    /// @throws ErrnoException where it failed; another attempt may be made then
    private static boolean finish(Socket socket) throws ErrnoException {
        if (socket.is(Socket.FAILED)) {
            socket.change(0, Socket.FAILED | Socket.DISCONNECTED);
            Errno error = socket.takeSoError();
            throw new ErrnoException(
                    error == null ? Errno.ECONNABORTED : error,
                    "connect",
                    socket + ": the attempt has failed");
        }
        if (socket.is(Socket.MADE)) {
            socket.change(0, Socket.MADE);
        }
        return socket.is(Socket.CONNECTED);
    }

    private static void awaitConnection(Descriptor through, Socket socket) throws ErrnoException {
        long timeout = Checks.timeout(Process.NO_TIMEOUT, socket.waits().sendNanos(), "connect");
        long deadline = Waits.deadline(socket.strand.clock(), timeout);
        Waits.await(
                socket,
                through,
                Waits.WRITE_EVENTS,
                (file, _) -> !((Socket) file).is(Socket.CONNECTING),
                0,
                deadline,
                Errno.EINPROGRESS,
                "connect");
        SocketCalls.inside(
                socket,
                "connect",
                ops -> {
                    if (!finish(socket) && !socket.is(Socket.DISCONNECTED)) {
                        throw new ErrnoException( // another call was told why
                                Errno.ECONNABORTED, "connect", socket + ": the attempt has failed");
                    }
                    return null;
                });
    }

    static void listen(Socket socket, int backlog, CallFrame call) throws ErrnoException {
        SocketCalls.inside(
                socket,
                "listen",
                ops -> {
                    ListenOps mine = SocketCalls.capability(ops, ListenOps.class, socket, "listen");
                    if (socket.is(Socket.CONNECTED | Socket.CONNECTING | Socket.DISCONNECTED)) {
                        throw new ErrnoException(
                                Errno.EINVAL,
                                "listen",
                                socket + ": connected (expected: not connected)");
                    }
                    KitAcceptQueue queue = socket.accepts;
                    KitAcceptQueue used =
                            queue != null && socket.is(Socket.LISTENING)
                                    ? queue
                                    : new KitAcceptQueue(socket);
                    used.limit(socket.registry.limits().backlog(backlog));
                    mine.listen(used, call);
                    socket.accepts = used;
                    socket.change(Socket.LISTENING, 0);
                    socket.wakeAll();
                    return null;
                });
    }

    /// `shutdown` of a listening socket: without its reading side it listens no more, and its
    /// writing side means nothing (Linux `inet_shutdown`). On the strand.
    static void unlisten(Socket socket, SocketOps ops, int directions) {
        if ((directions & Socket.CANT_RCV) == 0 || !(ops instanceof ListenOps mine)) {
            return;
        }
        mine.unlisten();
        socket.change(0, Socket.LISTENING);
        KitAcceptQueue queue = socket.accepts;
        socket.accepts = null;
        if (queue != null) {
            queue.close();
        }
        socket.wakeAll();
    }

    /// Takes the oldest connection, which has no descriptor.
    ///
    /// @param peer takes the peer's name, and has the time-out; or null
    /// @return null where the call would block and is not to
    static @Nullable Socket accept(Descriptor through, Socket socket, @Nullable Message peer)
            throws ErrnoException {
        long deadline = Waits.UNSET;
        for (; ; ) {
            Socket child =
                    SocketCalls.<@Nullable Socket>inside(
                            socket, "accept", ops -> take(socket, ops, peer));
            if (child != null) {
                passOn(socket);
                return child;
            }
            if (through.file.nonBlocking()) {
                return null;
            }
            if (deadline == Waits.UNSET) {
                long own = peer == null ? Process.NO_TIMEOUT : peer.timeoutNanos();
                deadline =
                        Waits.deadline(
                                socket.strand.clock(),
                                Checks.timeout(own, socket.waits().receiveNanos(), "accept"));
            }
            Waits.await(
                    socket, through, POLLIN | POLLERR | POLLHUP, deadline, Errno.EAGAIN, "accept");
        }
    }

    /// On the strand.
    private static @Nullable Socket take(Socket socket, SocketOps ops, @Nullable Message peer)
            throws ErrnoException {
        SocketCalls.capability(ops, ListenOps.class, socket, "accept");
        KitAcceptQueue queue = socket.accepts;
        if (queue == null || !socket.is(Socket.LISTENING)) {
            throw new ErrnoException(
                    Errno.EINVAL, "accept", socket + ": does not listen (expected: it does)");
        }
        Socket child = queue.take();
        if (child != null && peer != null) {
            Sockaddr name = child.ops() instanceof ConnectOps mine ? mine.peerName() : null;
            peer.name(name == null ? Sockaddr.UNSPEC : name);
        }
        return child;
    }

    /// One event may stand for several connections: wakes another caller where some are left.
    private static void passOn(Socket socket) {
        KitAcceptQueue queue = socket.accepts;
        if (queue != null && queue.length() > 0 && socket.hasWatches()) {
            socket.handOn(POLLIN);
        }
    }
}
