package io.sockit.udp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.inet.spi.InetDatagramPcb;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

/// What UDP counts (RFC 4113, with `nstat`'s names), both families together.
@Singleton
final class UdpCounters {
    /// Dropped: nobody has the port.
    final Counter noPorts;

    /// Dropped: shorter than a header, or than its own length field says.
    final Counter badLength;

    /// Dropped: the checksum is wrong, or missing over IPv6.
    final Counter inCsumErrors;

    /// What sockets count.
    final InetDatagramPcb.Counts ofSockets;

    private final CounterRegistry registry;

    @Inject
    UdpCounters(CounterRegistry registry) {
        this.registry = registry;
        noPorts = registry.counter("Udp.NoPorts");
        badLength = registry.counter("Udp.BadLength");
        inCsumErrors = registry.counter("Udp.InCsumErrors");
        ofSockets =
                new InetDatagramPcb.Counts(
                        registry,
                        registry.counter("Udp.OutDatagrams"),
                        registry.counter("Udp.InDatagrams"),
                        registry.counter("Udp.RcvbufErrors"),
                        registry.counter("Udp.ErrorQueueErrors"));
    }

    void drop(Packet packet, Counter reason) {
        registry.drop(packet, reason);
    }
}
