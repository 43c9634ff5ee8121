package io.sockit.examples.ring;

import com.google.inject.Inject;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sock;
import io.sockit.api.Sockaddr;
import io.sockit.spi.CallContext;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.PacketPool;

import java.util.HashMap;
import java.util.Map;

/// Makes the sockets of AF_RING: datagrams and streams, of one protocol each.
final class RingFamily implements ProtocolFamily {
    final Strand strand;
    final PacketPool pool;

    /// The streams that are bound. On the strand.
    final Map<SockaddrRing, RingStream> streams = new HashMap<>();

    private final Rings rings;

    @Inject
    RingFamily(CounterRegistry counters, Strand strand, PacketPool pool) {
        this.rings = new Rings(counters);
        this.strand = strand;
        this.pool = pool;
    }

    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        SocketOps ops =
                switch (socket.soType()) {
                    case Sock.SOCK_DGRAM -> new RingPcb(socket, rings);
                    case Sock.SOCK_STREAM -> new RingStream(socket, this);
                    default ->
                            throw new ErrnoException(
                                    Errno.ESOCKTNOSUPPORT,
                                    "socket",
                                    "type: %s (expected: SOCK_DGRAM or SOCK_STREAM)"
                                            .formatted(Sock.name(socket.soType())));
                };
        if (protocol != 0) {
            throw new ErrnoException(
                    Errno.EPROTONOSUPPORT, "socket", "protocol: " + protocol + " (expected: 0)");
        }
        return new Served(ops, protocol, "ring");
    }

    @Override
    public Sockaddr parse(String text) {
        return SockaddrRing.parse(text);
    }
}
