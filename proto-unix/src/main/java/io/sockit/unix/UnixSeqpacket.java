package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.Socket;
import io.sockit.spi.WaitingOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol's side of one socket of SOCK_SEQPACKET: messages over a connection, whose bound is
/// the sender's `SO_SNDBUF`. On the strand.
final class UnixSeqpacket extends UnixConnection<UnixSeqpacket> implements WaitingOps {
    private final UnixInbox inbox;

    UnixSeqpacket(Socket socket, UnixNames names) {
        super(socket, names, UnixSeqpacket.class);
        inbox = new UnixInbox(this, names);
    }

    @Override
    UnixSeqpacket make(Socket made) {
        return new UnixSeqpacket(made, names);
    }

    @Override
    void join(UnixSeqpacket other) {}

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        UnixRights rights = (UnixRights) payload.detach();
        try {
            nameIfCredentialed();
            UnixSeqpacket target = requirePeer("send"); // Linux unix_seqpacket_sendmsg: not `to`
            UnixHeader.put(payload, localName(), cred(target, rights, call));
            target.inbox.put(payload, this, false, rights, call);
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_EOR; // each message is a record
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
    public void shutdown(int how) throws ErrnoException {
        UnixSeqpacket other = requirePeer("shutdown");
        if (how != Sock.SHUT_RD) {
            other.socket.soState().cantRcvMore();
        }
        if (how != Sock.SHUT_WR) {
            other.socket.soState().cantSendMore();
            inbox.taken();
        }
    }

    @Override
    public boolean close() {
        end(socket.soRcv().length() > 0 ? Errno.ECONNRESET : null);
        return true;
    }

    @Override
    public void abort(Errno why) {
        end(Errno.ECONNRESET);
    }

    /// @param error what the peer is told, or null
    private void end(@Nullable Errno error) {
        leave();
        UnixSeqpacket other = peer();
        if (other != null) {
            other.socket.soState().disconnected(error);
        }
        inbox.taken();
    }
}
