package io.sockit.udp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.SocketErrors;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// What UDP counts (RFC 4113, with `nstat`'s names), both families together.
@Singleton
final class UdpCounters {
    final Counter inDatagrams;
    final Counter outDatagrams;

    /// Dropped: nobody has the port.
    final Counter noPorts;

    /// Dropped: shorter than a header, or than its own length field says.
    final Counter badLength;

    /// Dropped: the checksum is wrong, or missing over IPv6.
    final Counter inCsumErrors;

    /// Dropped: the receive buffer is full.
    final Counter rcvbufErrors;

    /// Dropped: an error for which the receive buffer has no room.
    final Counter errorQueueErrors;

    private final CounterRegistry registry;

    @Inject
    UdpCounters(CounterRegistry registry) {
        this.registry = registry;
        inDatagrams = registry.counter("Udp.InDatagrams");
        outDatagrams = registry.counter("Udp.OutDatagrams");
        noPorts = registry.counter("Udp.NoPorts");
        badLength = registry.counter("Udp.BadLength");
        inCsumErrors = registry.counter("Udp.InCsumErrors");
        rcvbufErrors = registry.counter("Udp.RcvbufErrors");
        errorQueueErrors = registry.counter("Udp.ErrorQueueErrors");
    }

    /// What a socket hears of errors, and counts where it cannot.
    SocketErrors errors(UdpPcb socket) {
        return new SocketErrors(socket, registry, errorQueueErrors);
    }

    void drop(Packet packet, Counter reason) {
        registry.drop(packet, reason);
    }
}
