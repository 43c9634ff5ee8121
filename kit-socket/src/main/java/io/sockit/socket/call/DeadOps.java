package io.sockit.socket.call;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.ShutdownOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// What stands behind a socket when its protocol is gone: it has every capability and refuses
/// everything with one error. Immutable.
final class DeadOps implements BindOps, ConnectOps, DatagramOps, OptionOps, ShutdownOps {
    private final Errno errno;

    DeadOps(Errno errno) {
        this.errno = errno;
    }

    private ErrnoException refusal(String call) {
        return new ErrnoException(
                errno, call, "the socket's protocol is gone (expected: a live one)");
    }

    @Override
    public void detach() {
        // There is nothing to give up.
    }

    @Override
    public String state() {
        return "DOWN";
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        throw refusal("bind");
    }

    @Override
    public @Nullable Sockaddr localName() {
        return null;
    }

    @Override
    public void connect(Sockaddr peer, CallContext call) throws ErrnoException {
        throw refusal("connect");
    }

    @Override
    public void disconnect(CallContext call) throws ErrnoException {
        throw refusal("connect");
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return null;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        payload.release();
        throw refusal("send");
    }

    @Override
    public Sockaddr source(Packet received) {
        return Sockaddr.UNSPEC;
    }

    @Override
    public int maxMessage() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int sendFlags() {
        return -1; // all of them: what it answers is its error
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        throw refusal("getsockopt");
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        throw refusal("setsockopt");
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        throw refusal("shutdown");
    }
}
