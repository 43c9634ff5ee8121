package io.sockit.inet.icmp;

import io.sockit.inet.spi.IcmpError;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.random.RandomGenerator;

/// The echo sockets of a host by family and identifier. On the strand.
@Singleton
final class EchoSockets {
    private static final int BUCKETS = 64; // a power of two
    private static final int IDENTIFIERS = 0x1_0000;

    private final CounterRegistry counters;
    private final RandomStreams random;
    private final @Nullable EchoSocket[] buckets = new @Nullable EchoSocket[BUCKETS];

    @Inject
    EchoSockets(CounterRegistry counters, RandomStreams random) {
        this.counters = counters;
        this.random = random;
    }

    /// Enters a socket under an identifier.
    ///
    /// @return false where another has it
    boolean add(EchoSocket socket, int identifier) {
        if (find(identifier, socket.isV4()) != null) {
            return false;
        }
        int bucket = bucket(identifier);
        socket.identifier = identifier;
        socket.next = buckets[bucket];
        buckets[bucket] = socket;
        return true;
    }

    /// Enters a socket under a free identifier, drawn at random.
    ///
    /// @return false where none is free
    boolean add(EchoSocket socket) {
        RandomGenerator stream = random.stream("icmp.identifier");
        int first = stream.nextInt(IDENTIFIERS);
        for (int i = 0; i < IDENTIFIERS; i++) {
            int identifier = (first + i) & (IDENTIFIERS - 1);
            if (identifier != 0 && add(socket, identifier)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // a socket is one thing, not a value
    void remove(EchoSocket socket) {
        int bucket = bucket(socket.identifier);
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
        } else if (socket.receive(reply)) {
            count.inEchoReps.increment();
        } else {
            counters.drop(reply, count.rcvbufErrors);
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
        while (socket != null && !(socket.identifier == identifier && socket.isV4() == isV4)) {
            socket = socket.next;
        }
        return socket;
    }

    private static int bucket(int identifier) {
        return identifier & (BUCKETS - 1);
    }
}
