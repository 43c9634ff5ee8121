package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sockaddr;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ListenOps;
import io.sockit.spi.PairOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A socket of a type with connections: a listener, or one end of a connection. On the strand.
///
/// @param <T> the type's own class, which the peer is of too
abstract class UnixConnection<T extends UnixConnection<T>> extends UnixSocket
        implements ConnectOps, ListenOps, PairOps, ShutdownOps {
    private final Class<T> type;
    private @Nullable UnixListener<T> listener;
    private @Nullable UnixListener<T> waitsAt;
    private @Nullable T peer; // also when the connection is over
    private Peer caller = Peer.NOBODY; // of connect
    private @Nullable UnixListener<T> madeAt;

    UnixConnection(Socket socket, UnixNames names, Class<T> type) {
        super(socket, names);
        this.type = type;
    }

    /// Another socket of the type.
    abstract T make(Socket made);

    /// Connects this socket with another one, whose [#join] is not called.
    abstract void join(T other);

    @Override
    public final void listen(AcceptQueue queue, CallContext call) throws ErrnoException {
        if (!isBound()) {
            throw new ErrnoException(Errno.EINVAL, "listen", "not bound (expected: bound)");
        }
        peerCred(Peer.of(call)); // Linux unix_listen: anew each time
        if (listener == null) {
            listener = new UnixListener<>(queue, type.cast(this));
        }
    }

    @Override
    public final void unlisten() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    @Override
    public final boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        SockaddrUn wanted = SockaddrUn.of(address, "connect");
        UnixListener<T> at = listenerOf(wanted, call);
        nameIfCredentialed();
        caller = Peer.of(call);
        if (at.full()) {
            if ((call.flags() & Msg.MSG_DONTWAIT) != 0) {
                throw new ErrnoException(Errno.EAGAIN, "connect", wanted + " has a full backlog");
            }
            waitsAt = at;
            at.await(type.cast(this));
            return false;
        }
        if (!at.connect(type.cast(this))) {
            throw new ErrnoException(Errno.ENOBUFS, "connect", "no memory for " + wanted);
        }
        return true;
    }

    private UnixListener<T> listenerOf(SockaddrUn wanted, CallContext call) throws ErrnoException {
        UnixSocket found = names.find(this, wanted, call, "connect");
        if (!type.isInstance(found)) {
            throw new ErrnoException(
                    Errno.EPROTOTYPE, "connect", wanted + " is a socket of another type");
        }
        UnixListener<T> at = type.cast(found).listenerHere();
        if (at == null) {
            throw new ErrnoException(Errno.ECONNREFUSED, "connect", wanted + " does not listen");
        }
        return at;
    }

    final @Nullable UnixListener<T> listenerHere() {
        return listener;
    }

    /// The wait for room is over.
    ///
    /// @param refusal null where the sockets are connected
    final void waited(@Nullable Errno refusal) {
        waitsAt = null;
        if (refusal == null) {
            socket.soState().connected();
        } else {
            socket.soState().disconnected(refusal);
        }
    }

    /// Makes the listener's end of a connection of this socket.
    final SocketOps mate(Socket made, T owner, UnixListener<T> at) {
        T other = make(made);
        ((UnixConnection<T>) other).madeAt = at;
        other.passCred(owner.bringsControl());
        other.inheritName(owner.localName());
        other.peerCred(caller);
        peerCred(owner.peerCred());
        connectTo(other);
        return other;
    }

    @Override
    public final void pair(SocketOps other, CallContext call) {
        T mate = type.cast(other);
        connectTo(mate);
        Peer both = Peer.of(call);
        mate.peerCred(both);
        peerCred(both);
    }

    private void connectTo(T other) {
        peer = other;
        ((UnixConnection<T>) other).peer = type.cast(this);
        join(other);
    }

    /// The other end, also when the connection is over; null where there never was one.
    final @Nullable T peer() {
        return peer;
    }

    final T requirePeer(String call) throws ErrnoException {
        if (peer == null) {
            throw new ErrnoException(Errno.ENOTCONN, call, "no peer (expected: connected)");
        }
        return peer;
    }

    @Override
    public final @Nullable Sockaddr peerName() {
        return peer == null ? null : peer.localName();
    }

    @Override
    public final @Nullable Socket peerSocket() {
        return peer == null ? null : peer.socket;
    }

    @Override
    public final boolean reconnects() {
        return false;
    }

    /// Whether it waits to be accepted.
    final boolean waits() {
        if (madeAt != null && !madeAt.holds(socket)) {
            madeAt = null;
        }
        return madeAt != null;
    }

    @Override
    final UnixSocket holder() {
        return waits() ? Objects.requireNonNull(madeAt).owner() : this;
    }

    /// Gives up the name, the listener and the wait for one.
    final void leave() {
        unlisten();
        if (waitsAt != null) {
            waitsAt.waiting.remove(type.cast(this));
            waitsAt = null;
        }
        leaveTables();
    }

    @Override
    public final String state() {
        if (listener != null) {
            return "LISTEN";
        }
        if (waitsAt != null) {
            return "SYN-SENT";
        }
        return peer == null ? "UNCONN" : "ESTAB";
    }
}
