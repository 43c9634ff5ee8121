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

    /// Enters a socket under its identifier, which is free.
    void add(EchoSocket socket) {
        int bucket = bucket(socket.localPort());
        socket.next = buckets[bucket];
        buckets[bucket] = socket;
    }

    boolean isTaken(int identifier, boolean isV4) {
        return find(identifier, isV4) != null;
    }

    /// A free identifier, drawn at random.
    ///
    /// @return 0 where none is free
    int free(boolean isV4) {
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
    void remove(EchoSocket socket) {
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
        } else if (socket.takes(reply)) {
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
        while (socket != null && !(socket.localPort() == identifier && socket.isV4() == isV4)) {
            socket = socket.next;
        }
        return socket;
    }

    private static int bucket(int identifier) {
        return identifier & (BUCKETS - 1);
    }
}
