package io.sockit.examples.ring;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.api.SocketOption;
import io.sockit.spi.BindOps;
import io.sockit.spi.CallContext;
import io.sockit.spi.ConnectOps;
import io.sockit.spi.DatagramOps;
import io.sockit.spi.OptionOps;
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// The protocol's side of one datagram socket. On the strand.
final class RingPcb implements BindOps, ConnectOps, DatagramOps, OptionOps {
    private static final int LARGEST = 65_535;
    private static final int MOST_HOPS = 255;

    private final Socket socket;
    private final Rings rings;
    private @Nullable SockaddrRing local;
    private @Nullable SockaddrRing peer;
    private int hops = 64;

    RingPcb(Socket socket, Rings rings) {
        this.socket = socket;
        this.rings = rings;
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        SockaddrRing wanted = SockaddrRing.member(address, "bind");
        if (local != null) {
            throw new ErrnoException(Errno.EINVAL, "bind", "bound to " + local + " already");
        }
        if (!rings.join(this, wanted)) {
            throw new ErrnoException(Errno.EADDRINUSE, "bind", wanted + " is a member already");
        }
        local = wanted;
    }

    @Override
    public @Nullable Sockaddr localName() {
        return local;
    }

    @Override
    public boolean connect(Sockaddr address, CallContext call) throws ErrnoException {
        peer = SockaddrRing.of(address, "connect");
        return true;
    }

    @Override
    public void disconnect(CallContext call) {
        peer = null;
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer;
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        try {
            SockaddrRing target = to == null ? connected() : SockaddrRing.of(to, "sendto");
            RingHeader.push(payload, memberOf(target));
            rings.send(payload, this, target, hops);
        } catch (ErrnoException e) {
            payload.release();
            throw e;
        }
    }

    private SockaddrRing connected() throws ErrnoException {
        if (peer == null) {
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "the socket has no peer");
        }
        return peer;
    }

    /// This socket's own address, if it is of the target's ring.
    private SockaddrRing memberOf(SockaddrRing target) throws ErrnoException {
        if (local == null || !local.ring().equals(target.ring())) {
            throw new ErrnoException(
                    Errno.ENETUNREACH,
                    "send",
                    "%s from %s (expected: from a member of that ring)".formatted(target, local));
        }
        return local;
    }

    /// Whether the socket takes what this sender sends.
    boolean hears(SockaddrRing sender) {
        return peer == null
                || peer.equals(sender)
                || (peer.toAll() && peer.ring().equals(sender.ring()));
    }

    /// @return false where the receive buffer is full
    boolean receives(Packet message) {
        return socket.soRcv().append(message);
    }

    @Override
    public Sockaddr source(Packet received) {
        return RingHeader.source(received);
    }

    @Override
    public int maxMessage() {
        return LARGEST;
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        requireHops(option, "getsockopt");
        return option.type().cast(hops);
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        requireHops(option, "setsockopt");
        int wanted = (Integer) value;
        if (wanted < 1 || wanted > MOST_HOPS) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    "setsockopt",
                    option + ": " + wanted + " (expected: 1 to " + MOST_HOPS + ")");
        }
        hops = wanted;
    }

    private static void requireHops(SocketOption<?> option, String call) throws ErrnoException {
        if (!option.is(Ring.RING_HOPS) || option.type() != Integer.class) {
            throw new ErrnoException(
                    Errno.ENOPROTOOPT, call, option + " (expected: " + Ring.RING_HOPS + ")");
        }
    }

    @Override
    public boolean close() {
        if (local != null) {
            rings.leave(this, local);
        }
        return true;
    }

    @Override
    public String state() {
        return peer == null ? "UNCONN" : "ESTAB";
    }
}
