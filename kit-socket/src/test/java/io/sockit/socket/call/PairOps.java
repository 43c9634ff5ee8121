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
import io.sockit.spi.Socket;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/// The protocol of the test family, with every capability but control messages and errors.
class PairOps implements BindOps, ConnectOps, DatagramOps, OptionOps, ShutdownOps {
    static final SocketOption<Integer> PAIR_COLOUR =
            new SocketOption<>(200, 1, "PAIR_COLOUR", Integer.class);

    private static final PairName[] NAMES = new PairName[20_000];

    final Socket socket;
    private final PairFamily family;
    private int number;
    private int peer;
    private int colour;
    int lastFlags;

    PairOps(PairFamily family, Socket socket) {
        this.family = family;
        this.socket = socket;
    }

    static PairName name(int number) {
        if (NAMES[number] == null) {
            NAMES[number] = new PairName(number);
        }
        return NAMES[number];
    }

    @Override
    public void bind(Sockaddr address, CallContext call) throws ErrnoException {
        family.fail();
        if (!(address instanceof PairName name)) {
            throw new ErrnoException(Errno.EAFNOSUPPORT, "bind", "address: " + address);
        }
        if (family.bound.putIfAbsent(name.number(), this) != null) {
            throw new ErrnoException(Errno.EADDRINUSE, "bind", "address: " + address);
        }
        number = name.number();
    }

    @Override
    public Sockaddr localName() {
        family.fail();
        return name(number);
    }

    @Override
    public boolean connect(Sockaddr to, CallContext call) throws ErrnoException {
        peer = ((PairName) to).number();
        return true;
    }

    @Override
    public void disconnect(CallContext call) {
        peer = 0;
    }

    @Override
    public @Nullable Sockaddr peerName() {
        return peer == 0 ? null : name(peer);
    }

    @Override
    public void send(Packet payload, @Nullable Sockaddr to, CallContext call)
            throws ErrnoException {
        if (family.failure != null) {
            payload.release();
        }
        family.fail();
        lastFlags = call.flags();
        accept(payload, call);
        int target = to instanceof PairName name ? name.number() : peer;
        if (target == 0) {
            payload.release();
            throw new ErrnoException(Errno.EDESTADDRREQ, "send", "to: none");
        }
        int at = payload.push(4);
        Bytes.u32(payload.head(), at, number);
        payload.markTransport();
        payload.consume(4);
        if (family.holding) {
            family.held.add(payload);
        } else {
            deliver(payload, target);
        }
    }

    /// Looks at the call's control messages.
    void accept(Packet payload, CallContext call) throws ErrnoException {
        Assertions.assertNull(call.control());
    }

    private void deliver(Packet payload, int target) {
        PairOps receiver = family.bound.get(target);
        if (receiver == null) {
            payload.release();
            socket.soState().soError(Errno.ECONNREFUSED);
        } else if (!receiver.socket.soRcv().append(payload)) {
            payload.release();
            family.dropped++;
        }
    }

    @Override
    public Sockaddr source(Packet received) {
        family.fail();
        return name(Bytes.u32(received.head(), received.transportOffset()));
    }

    @Override
    public int maxMessage() {
        return PairFamily.MAX_MESSAGE;
    }

    @Override
    public <T> T option(SocketOption<T> option) throws ErrnoException {
        if (family.answersNull) {
            return null;
        }
        if (option.is(PAIR_COLOUR)) {
            return option.type().cast(colour);
        }
        throw new ErrnoException(Errno.ENOPROTOOPT, "getsockopt", option + ": unknown");
    }

    @Override
    public <T> void option(SocketOption<T> option, T value, CallContext call)
            throws ErrnoException {
        if (!option.is(PAIR_COLOUR)) {
            throw new ErrnoException(Errno.ENOPROTOOPT, "setsockopt", option + ": unknown");
        }
        colour = (Integer) value;
    }

    @Override
    public void shutdown(int how) throws ErrnoException {
        if (peer == 0) {
            throw new ErrnoException(Errno.ENOTCONN, "shutdown", "no peer");
        }
    }

    @Override
    public boolean close() {
        family.detached++;
        family.bound.remove(number, this);
        family.fail();
        return true;
    }

    @Override
    public String state() {
        if (family.answersNull) {
            return null;
        }
        return peer == 0 ? "UNCONN" : "ESTAB";
    }
}
