package io.sockit.unix;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Msg;
import io.sockit.api.Sock;
import io.sockit.spi.CallContext;
import io.sockit.spi.PassedFiles;
import io.sockit.spi.Socket;
import io.sockit.spi.StreamPassingOps;

import org.jspecify.annotations.Nullable;

/// The protocol's side of one stream socket; the two directions of its connection are a [UnixFlow]
/// each. On the strand.
final class UnixStream extends UnixConnection<UnixStream> implements StreamPassingOps {
    // The connection, also when it is over; null before.
    private @Nullable UnixFlow out;
    private @Nullable UnixFlow in;
    private boolean lingers;

    UnixStream(Socket socket, UnixNames names) {
        super(socket, names, UnixStream.class);
    }

    @Override
    UnixStream make(Socket made) {
        return new UnixStream(made, names);
    }

    @Override
    void join(UnixStream other) {
        UnixFlow there = new UnixFlow(this, other, names.pool);
        UnixFlow back = new UnixFlow(other, this, names.pool);
        out = there;
        other.in = there;
        in = back;
        other.out = back;
    }

    @Override
    void passCred(boolean on) {
        super.passCred(on);
        if (on) {
            socket.stream().controlled();
            if (out != null && in != null) {
                out.tell();
                in.tell();
            }
        }
    }

    @Override
    public void admit(int flags) throws ErrnoException {
        UnixFlow flow = out;
        if (flow == null) {
            throw new ErrnoException(Errno.ENOTCONN, "send", "no peer (expected: connected)");
        }
        flow.begin();
    }

    @Override
    public void attach(PassedFiles files, CallContext call) throws ErrnoException {
        if (out != null) {
            out.attach((UnixRights) files, call);
        }
    }

    @Override
    public void output(int flags, CallContext call) {
        UnixFlow flow = out;
        if (flow == null) {
            return;
        }
        flow.written(call);
        if ((flags & Msg.MSG_OOB) != 0) {
            flow.urgent();
        }
        flow.move();
    }

    @Override
    public int sendFlags() {
        return Msg.MSG_OOB;
    }

    @Override
    public void received(long position) {
        if (in != null) {
            in.move();
        }
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        requirePeer("shutdown");
        if (how != Sock.SHUT_RD && out != null) {
            out.finish();
        }
        if (how != Sock.SHUT_WR && in != null) {
            in.stop();
        }
    }

    @Override
    public boolean close() {
        leave();
        if (out == null || in == null) {
            return true;
        }
        if (in.unread()) {
            reset();
            return true;
        }
        in.stop();
        lingers = !out.finish();
        return !lingers;
    }

    @Override
    public void abort(Errno why) {
        leave();
        lingers = false;
        reset();
    }

    /// The connection ends in both directions at once; the peer is told, what is unsent is lost.
    private void reset() {
        UnixStream other = peer();
        if (out != null && in != null && other != null) {
            out.end();
            in.end();
            other.socket.soState().disconnected(Errno.ECONNRESET);
        }
    }

    /// Everything has been sent, or never will be.
    void sent() {
        if (lingers) {
            lingers = false;
            socket.soState().ended();
        }
    }
}
