package io.sockit.inet.icmp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.InetSockaddr;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.InetPcb;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.PortSpace;
import io.sockit.spi.CallContext;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The echo sockets of a host by family and identifier. On the strand.
@Singleton
final class EchoSockets implements PortSpace {
    private static final int BUCKETS = 64; // a power of two
    private static final int IDENTIFIERS = 0x1_0000;

    private final CounterRegistry counters;
    private final RandomStreams random;
    private final Routing routing;
    private final @Nullable EchoSocket[] buckets = new @Nullable EchoSocket[BUCKETS];

    @Inject
    EchoSockets(CounterRegistry counters, RandomStreams random, Routing routing) {
        this.counters = counters;
        this.routing = routing;
        this.random = random;
    }

    /// There is no ICMPv6 over IPv4, and a request has one sender (Linux `ping_check_bind_addr`).
    @Override
    public void checkServed(InetPcb pcb, InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException {
        long high = address.high();
        long low = address.low();
        if (!pcb.isInet() && IpAddress.isV4(high, low)) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    call,
                    address + " (expected: an IPv6 address that is not mapped)");
        }
        boolean many = IpAddress.isMulticast(high, low) || routing.isBroadcast(high, low);
        if (asLocal && many) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL, call, address + " (expected: an address of one host)");
        }
    }

    @Override
    public int choose(InetPcb pcb, long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException {
        if (wanted == 0) {
            return free(pcb.isInet());
        }
        if (isTaken(wanted, pcb.isInet())) {
            throw new ErrnoException(Errno.EADDRINUSE, "bind", "identifier: " + wanted);
        }
        return wanted;
    }

    @Override
    public void enter(InetPcb pcb) {
        EchoSocket socket = (EchoSocket) pcb; // the table is theirs
        int bucket = bucket(socket.localPort());
        socket.next = buckets[bucket];
        buckets[bucket] = socket;
    }

    private boolean isTaken(int identifier, boolean isV4) {
        return find(identifier, isV4) != null;
    }

    /// A free identifier, drawn at random.
    ///
    /// @return 0 where no identifier is free
    private int free(boolean isV4) {
        RandomGenerator stream = random.stream("icmp.identifier");
        int first = stream.nextInt(IDENTIFIERS);
        for (int i = 0; i < IDENTIFIERS; i++) {
            int identifier = (first + i) & (IDENTIFIERS - 1);
            if (identifier != 0 && !isTaken(identifier, isV4)) {
                return identifier;
            }
        }
        return 0;
    }

    @SuppressWarnings("ReferenceEquality") // a socket is one thing, not a value
    @Override
    public void leave(InetPcb socket) {
        int bucket = bucket(socket.localPort());
        EchoSocket before = null;
        for (EchoSocket s = buckets[bucket]; s != null; s = s.next) {
            if (s == socket) {
                if (before == null) {
                    buckets[bucket] = s.next;
                } else {
                    before.next = s.next;
                }
                return;
            }
            before = s;
        }
    }

    /// Gives a reply to the socket that sent the request. Takes the packet over.
    ///
    /// @param reply its data begins with the ICMP header
    void deliver(Packet reply, boolean isV4, IcmpCounters count) {
        int identifier = IcmpHeader.identifier(reply.head(), reply.headOffset());
        EchoSocket socket = find(identifier, isV4);
        if (socket == null || !socket.hears(reply)) {
            counters.drop(reply, count.inNoSocket);
        } else {
            socket.input(reply);
        }
    }

    /// Tells the socket that sent a request of an error about it.
    ///
    /// @param request its data begins with the quoted ICMP header; it stays the caller's
    void icmpError(Packet request, IcmpError error, int mtu, boolean isV4) {
        int identifier = IcmpHeader.identifier(request.head(), request.headOffset());
        EchoSocket socket = find(identifier, isV4);
        if (socket != null) {
            socket.icmpError(request, error, mtu);
        }
    }

    private @Nullable EchoSocket find(int identifier, boolean isV4) {
        EchoSocket socket = buckets[bucket(identifier)];
        while (socket != null && !(socket.localPort() == identifier && socket.isInet() == isV4)) {
            socket = socket.next;
        }
        return socket;
    }

    private static int bucket(int identifier) {
        return identifier & (BUCKETS - 1);
    }
}
