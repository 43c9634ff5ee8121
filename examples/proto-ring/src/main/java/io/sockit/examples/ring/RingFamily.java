package io.sockit.examples.ring;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;

/// Makes the sockets of AF_RING: datagrams, and one protocol.
final class RingFamily implements ProtocolFamily {
    private final Rings rings;

    @Inject
    RingFamily(CounterRegistry counters) {
        this.rings = new Rings(counters);
    }

    @Override
    public SocketOps create(Socket socket, CallContext call) throws ErrnoException {
        if (socket.soType() != Sock.SOCK_DGRAM) {
            throw new ErrnoException(
                    Errno.ESOCKTNOSUPPORT,
                    "socket",
                    "type: " + Sock.name(socket.soType()) + " (expected: SOCK_DGRAM)");
        }
        if (socket.soProtocol() != 0) {
            throw new ErrnoException(
                    Errno.EPROTONOSUPPORT,
                    "socket",
                    "protocol: " + socket.soProtocol() + " (expected: 0)");
        }
        socket.soProto(0, "ring", null);
        return new RingPcb(socket, rings);
    }

    @Override
    public Sockaddr parse(String text) {
        return SockaddrRing.parse(text);
    }
}
