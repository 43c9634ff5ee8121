package io.sockit.inet.output;

import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketQueue;

import jakarta.inject.Inject;

/// The host's own copies of what it sends to all on a link, or to a group that it is in (RFC 1112
/// §6.1, Linux `ip_mc_output`). They come up once the sending is done, as whole as they were sent,
/// by the interface they went out by. On the strand.
final class SelfCopies {
    private final Routing routing;
    private final Transports transports;
    private final Strand strand;
    private final CounterRegistry counters;
    private final Counter inReceives;
    private final Counter inReceivesV6;
    private final Counter inUnknownProtos;
    private final Counter inUnknownProtosV6;
    private final PacketQueue waiting = new PacketQueue();
    private final Poke poke;

    @Inject
    SelfCopies(Routing routing, Transports transports, Strand strand, CounterRegistry counters) {
        this.routing = routing;
        this.transports = transports;
        this.strand = strand;
        this.counters = counters;
        inReceives = counters.counter("Ip.InReceives");
        inReceivesV6 = counters.counter("Ip6.InReceives");
        inUnknownProtos = counters.counter("Ip.InUnknownProtos");
        inUnknownProtosV6 = counters.counter("Ip6.InUnknownProtos");
        poke = strand.poke(bits -> deliverAll());
    }

    /// Takes a copy where the host is among those that a packet is for.
    ///
    /// @param packet to many; its data begins with the network header; it stays the caller's
    /// @return whether it is to go out, too
    boolean take(Packet packet, IpFlow flow, NetInterface out) {
        long high = flow.destinationHigh();
        if (routing.cast(high, flow.destinationLow(), out) != null) {
            Packet copy = packet.duplicate();
            copy.interfaceIndex(out.index());
            copy.timestamp(strand.now());
            copy.checksumState(ChecksumState.UNNECESSARY); // memory of this machine
            waiting.add(copy);
            poke.poke(1);
        }
        return IpPacket.hopLimit(packet) > 0
                && !IpAddress.isInterfaceLocal(high, flow.destinationLow());
    }

    private void deliverAll() {
        for (Packet packet = waiting.poll(); packet != null; packet = waiting.poll()) {
            deliver(packet);
        }
    }

    private void deliver(Packet packet) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        boolean isV4 = IpPacket.isV4(packet);
        int protocol = isV4 ? Ipv4Header.protocol(head, at) : Ipv6Header.nextHeader(head, at);
        boolean group =
                IpAddress.isMulticast(
                        IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet));
        (isV4 ? inReceives : inReceivesV6).increment();
        packet.consume(isV4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH);
        if (!transports.deliver(packet, protocol, group ? Cast.MULTICAST : Cast.BROADCAST)) {
            counters.drop(packet, isV4 ? inUnknownProtos : inUnknownProtosV6);
        }
    }
}
