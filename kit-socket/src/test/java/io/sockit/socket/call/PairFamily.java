package io.sockit.socket.call;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.Contribution;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// A family for tests: datagrams between numbers within the host. What it does is turned by fields.
final class PairFamily implements ProtocolFamily {
    static final AddressFamily AF_PAIR = new AddressFamily(200, "AF_PAIR");
    static final int MAX_MESSAGE = 65_535;

    final Map<Integer, PairOps> bound = new HashMap<>();
    final Deque<Packet> held = new ArrayDeque<>();

    /// Keeps what is sent, as a device's queue would.
    boolean holding;

    /// The next sockets have control messages and errors.
    boolean controlling;

    /// The messages of the next sockets wait for their receiver.
    boolean waiting;

    /// Serves the next sockets beside the family.
    @Nullable Contribution<?> server;

    /// Thrown by the next call of the protocol.
    @Nullable Throwable failure;
    boolean answersNull;

    int dropped;
    int detached;

    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        fail();
        if (socket.soType() == Sock.SOCK_RAW) {
            return new Served(new BareOps(), 0, "");
        }
        if (socket.soType() == Sock.SOCK_RDM) {
            return null;
        }
        if (socket.soType() != Sock.SOCK_DGRAM) {
            throw new ErrnoException(Errno.ESOCKTNOSUPPORT, "socket", "type");
        }
        if (protocol > 1) {
            throw new ErrnoException(Errno.EPROTONOSUPPORT, "socket", "protocol");
        }
        if (waiting) {
            return new Served(new WaitingPairOps(this, socket), 1, "pair", server);
        }
        SocketOps ops = controlling ? new PairControlOps(this, socket) : new PairOps(this, socket);
        return new Served(ops, 1, "pair", server);
    }

    @Override
    public Sockaddr parse(String text) {
        return new PairName(Integer.parseInt(text));
    }

    void fail() {
        Throwable thrown = failure;
        failure = null;
        if (thrown != null) {
            sneak(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /// Can do nothing.
    private final class BareOps implements SocketOps {
        @Override
        public boolean close() {
            detached++;
            return true;
        }

        @Override
        public String state() {
            return "BARE";
        }
    }
}
