package io.sockit.examples.ring;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.AcceptQueue;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.ListenOps;
import io.sockit.spi.PairOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.StreamOps;

import org.jspecify.annotations.Nullable;

/// The protocol's side of one stream socket: a listener, or one end of a connection, whose two
/// directions are a [RingFlow] each. On the strand.
final class RingStream implements BindOps, ConnectOps, ListenOps, PairOps, StreamOps, ShutdownOps {
    private final Socket socket;
    private final RingFamily family;
    private @Nullable SockaddrRing local;
    private @Nullable RingListener listener;
    private @Nullable RingListener waitsAt;

    // The connection, also when it is over; null before.
    private RingStream peer;
    private RingFlow out;
    private RingFlow in;

    RingStream(Socket socket, RingFamily family) {
        this.socket = socket;
        this.family = family;
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        SockaddrRing wanted = SockaddrRing.member(address, "bind");
        if (local != null) {
            throw new ErrnoException(Errno.EINVAL, "bind", "bound to " + local + " already");
        }
        if (family.streams.putIfAbsent(wanted, this) != null) {
            throw new ErrnoException(Errno.EADDRINUSE, "bind", wanted + " is a stream already");
        }
        local = wanted;
    }

    @Override
    public Sockaddr localName() {
        return local == null ? SockaddrRing.UNNAMED : local;
    }

    @Override
    public void listen(AcceptQueue queue, CallContext call) throws ErrnoException {
        if (local == null) {
            throw new ErrnoException(Errno.EINVAL, "listen", "not bound (expected: bound)");
        }
        if (listener == null) {
            listener = new RingListener(queue, local, family.strand);
        }
    }

    @Override
    public void unlisten() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    @Override
    public boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        SockaddrRing wanted = SockaddrRing.member(address, "connect");
        RingStream bound = family.streams.get(wanted);
        RingListener at = bound == null ? null : bound.listener;
        if (at == null) {
            throw new ErrnoException(Errno.ECONNREFUSED, "connect", wanted + " does not listen");
        }
        if (at.full()) {
            if ((call.flags() & Msg.MSG_DONTWAIT) != 0) {
                throw new ErrnoException(Errno.EAGAIN, "connect", wanted + " has a full backlog");
            }
            waitsAt = at;
            at.await(this);
            return false;
        }
        if (!at.connect(this)) {
            throw new ErrnoException(Errno.ENOBUFS, "connect", "no memory for " + wanted);
        }
        return true;
    }

    /// The wait for room is over.
    ///
    /// @param refusal null where the streams are connected
    void waited(@Nullable Errno refusal) {
        waitsAt = null;
        if (refusal == null) {
            socket.soState().connected();
        } else {
            socket.soState().disconnected(refusal);
        }
    }

    /// Makes the listener's end of a connection of this stream.
    SocketOps mate(Socket made, SockaddrRing address) {
        RingStream other = new RingStream(made, family);
        other.local = address;
        join(other);
        return other;
    }

    @Override
    public void pair(SocketOps other, CallContext call) {
        join((RingStream) other);
    }

    private void join(RingStream other) {
        peer = other;
        other.peer = this;
        out = other.in = new RingFlow(socket, other.socket, family.pool);
        in = other.out = new RingFlow(other.socket, socket, family.pool);
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer == null ? null : peer.localName();
    }

    @Override
    public boolean reconnects() {
        return false;
    }

    @Override
    public void output(int flags, CallContext call) {
        if ((flags & Msg.MSG_OOB) != 0) {
            out.urgent();
        }
        out.move();
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_OOB;
    }

    @Override
    public void received(long position) {
        in.move();
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        if (out == null) {
            throw new ErrnoException(Errno.ENOTCONN, "shutdown", "the stream has no peer");
        }
        if (how != Sock.SHUT_RD) {
            out.finish();
        }
        if (how != Sock.SHUT_WR) {
            in.stop();
        }
    }

    @Override
    public boolean close() {
        if (out == null || in.unread()) {
            abort(Errno.ECONNRESET);
            return true;
        }
        leave();
        in.stop();
        return out.finish();
    }

    @Override
    public void abort(Errno why) {
        leave();
        if (out != null) { // what is unsent is lost
            out.end();
            in.end();
            peer.socket.soState().disconnected(Errno.ECONNRESET);
        }
    }

    private void leave() {
        unlisten();
        if (waitsAt != null) {
            waitsAt.waiting.remove(this);
        }
        family.streams.remove(local, this);
    }

    @Override
    public String state() {
        if (listener != null) {
            return "LISTEN";
        }
        if (waitsAt != null) {
            return "SYN-SENT";
        }
        return out == null ? "UNCONN" : "ESTAB";
    }
}
