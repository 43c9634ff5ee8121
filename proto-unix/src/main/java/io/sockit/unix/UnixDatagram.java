package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.PairOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol's side of one datagram socket. Nothing is lost: a sender waits while its receiver
/// has no room. On the strand.
final class UnixDatagram extends UnixSocket
        implements ConnectOps, PairOps, ShutdownOps, WaitingOps {
    private final UnixInbox inbox;
    private @Nullable UnixDatagram peer;
    private boolean receives = true;
    private boolean closed;

    UnixDatagram(Socket socket, UnixNames names) {
        super(socket, names);
        inbox = new UnixInbox(this, names);
    }

    @Override
    public boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        UnixDatagram wanted = named(SockaddrUn.of(address, "connect"), call, "connect");
        nameIfCredentialed();
        leavePeer();
        take(wanted);
        return true;
    }

    @Override
    public void disconnect(CallContext call) {
        leavePeer();
    }

    @Override
    public void pair(SocketOps other, CallContext call) {
        UnixDatagram mate = (UnixDatagram) other;
        take(mate);
        mate.take(this);
        mate.peerCred(Peer.of(call));
        peerCred(Peer.of(call));
    }

    private void take(UnixDatagram newPeer) {
        peer = newPeer;
        if (newPeer.peer != this && newPeer != this) {
            newPeer.inbox.connect(this);
        } else {
            newPeer.inbox.disconnect(this); // each is the other's: SO_SNDBUF is the bound
            inbox.disconnect(newPeer);
        }
    }

    /// Linux unix_dgram_disconnected: a peer that was connected to this socket is told, if messages
    /// of it are unread.
    private void leavePeer() {
        UnixDatagram old = peer;
        peer = null;
        if (old == null) {
            return;
        }
        old.inbox.disconnect(this);
        if (old.peer == this && old != this && !old.closed && socket.soRcv().length() > 0) {
            old.socket.soState().soError(Errno.ECONNRESET);
        }
    }

    /// The socket of a name, if it takes what this one sends.
    private UnixDatagram named(SockaddrUn name, CallContext call, String operation)
            throws ErrnoException {
        UnixSocket found = names.find(this, name, call, operation);
        if (!(found instanceof UnixDatagram other)) {
            throw new ErrnoException(
                    Errno.EPROTOTYPE, operation, name + " is a socket of another type");
        }
        if (other.peer != null && other.peer != this) {
            throw new ErrnoException(
                    Errno.EPERM, operation, name + " is connected to another socket");
        }
        return other;
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer == null ? null : peer.localName();
    }

    @Override
    public @Nullable Socket peerSocket() {
        return peer == null ? null : peer.socket;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        UnixRights rights = (UnixRights) payload.detach();
        try {
            nameIfCredentialed();
            UnixDatagram target =
                    to == null ? requirePeer() : named(SockaddrUn.of(to, "sendto"), call, "sendto");
            if (!target.receives) {
                throw new ErrnoException(
                        Errno.EPIPE, "send", "the receiver is shut (expected: it reads)");
            }
            UnixHeader.put(payload, localName(), cred(target, rights, call));
            boolean mutual = target == this || target.peer == this;
            target.inbox.put(payload, this, !mutual, rights, call);
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
    }

    private UnixDatagram requirePeer() throws ErrnoException {
        UnixDatagram target = peer;
        if (target == null) {
            throw new ErrnoException(Errno.ENOTCONN, "send", "no peer (expected: connected)");
        }
        if (target.closed) {
            peer = null;
            throw new ErrnoException(Errno.ECONNREFUSED, "send", "the peer is closed");
        }
        return target;
    }

    @Override
    public void taken() {
        inbox.taken();
    }

    @Override
    public @Nullable Sockaddr source(Packet received) {
        return UnixHeader.source(received);
    }

    @Override
    public int maxMessage() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void shutdown(int how) {
        if (how != Sock.SHUT_WR) {
            receives = false;
            inbox.taken();
        }
    }

    @Override
    public boolean close() {
        closed = true;
        if (peer != null) {
            peer.inbox.disconnect(this);
        }
        leaveTables();
        inbox.taken();
        return true;
    }

    @Override
    public String state() {
        return peer == null ? "UNCONN" : "ESTAB";
    }
}
