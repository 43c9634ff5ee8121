package io.sockit.inet.icmp;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.inet.Inet;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Asks who has an IPv6 address, and answers for those of this host (RFC 4861 §7.2): neighbour
/// solicitations and advertisements. This host is no router that advertises itself, and has no
/// addresses of its own making, so of the rest of the RFC there is nothing here. On the strand.
@Singleton
final class NeighbourDiscovery {
    /// Hops of what no router has passed on.
    private static final int FRESH = 255;

    /// All nodes of the link, `ff02::1`.
    private static final long ALL_LOW = 1;

    private final NeighbourCache neighbours;
    private final Routing routing;
    private final Interfaces interfaces;
    private final PacketPool pool;
    private final CounterRegistry counters;
    private final IpFlow flow;
    private final IcmpCounters count;
    private final Counter inSolicits;
    private final Counter inAdvertisements;
    private final Counter outSolicits;
    private final Counter outAdvertisements;

    /// Drop: not as RFC 4861 §7.1 asks for.
    private final Counter inInvalid;

    @Inject
    NeighbourDiscovery(
            NeighbourCache neighbours,
            Routing routing,
            Interfaces interfaces,
            PacketPool pool,
            InetSettings settings,
            CounterRegistry counters) {
        this.neighbours = neighbours;
        this.routing = routing;
        this.interfaces = interfaces;
        this.pool = pool;
        this.counters = counters;
        this.flow = settings.hostFlow();
        this.count = new IcmpCounters(counters, "Icmp6");
        inSolicits = counters.counter("Icmp6.InNeighborSolicits");
        inAdvertisements = counters.counter("Icmp6.InNeighborAdvertisements");
        outSolicits = counters.counter("Icmp6.OutNeighborSolicits");
        outAdvertisements = counters.counter("Icmp6.OutNeighborAdvertisements");
        inInvalid = counters.counter("Ndisc.InInvalid");
        neighbours.connect(false, this::solicit);
    }

    // ---- asking

    /// RFC 4861 §7.2.2.
    private void solicit(
            long high,
            long low,
            NetInterface out,
            @Nullable LinkAddress at,
            @Nullable Packet waiting) {
        long group = IpAddress.solicitedLow(low);
        flow.to(IpAddress.SOLICITED_HIGH, group, out.index());
        flow.from(0, 0, 0);
        if (waiting != null) {
            byte[] head = waiting.head();
            int header = waiting.headOffset();
            long sourceHigh = Ipv6Header.sourceHigh(head, header);
            long sourceLow = Ipv6Header.sourceLow(head, header);
            if (routing.isLocalOn(sourceHigh, sourceLow, out.index())) {
                flow.from(sourceHigh, sourceLow, out.index());
            }
        }
        if (routing.find(flow) != null) {
            return; // no address to ask from; the neighbour will not answer
        }
        Packet packet =
                message(Icmpv6Type.NEIGHBOR_SOLICITATION, 0, high, low, NdMessage.SOURCE_LINK, out);
        outSolicits.increment();
        boolean all = at == null;
        LinkAddress to = at == null ? NeighbourCache.group(IpAddress.SOLICITED_HIGH, group) : at;
        finish(
                packet,
                flow.sourceHigh(),
                flow.sourceLow(),
                all ? IpAddress.SOLICITED_HIGH : high,
                all ? group : low);
        out.output(packet, to);
    }

    /// The message itself, with this host's link-layer address as its option.
    private Packet message(int type, int flags, long high, long low, int option, NetInterface out) {
        Packet packet = pool.take();
        int at = packet.push(NdMessage.LENGTH + NdMessage.OPTION_LENGTH);
        byte[] head = packet.head();
        IcmpHeader.write(head, at, type, 0, flags);
        NdMessage.target(head, at, high, low);
        NdMessage.option(head, at, option, out.link().address());
        return packet;
    }

    private void finish(Packet packet, long sourceHigh, long sourceLow, long toHigh, long toLow) {
        int length = packet.length();
        int sum =
                IpPacket.pseudoHeaderSum(
                        sourceHigh, sourceLow, toHigh, toLow, Inet.IPPROTO_ICMPV6, length);
        int checksum = Checksum.finish(packet.checksum(0, length, sum));
        IcmpHeader.checksum(packet.head(), packet.headOffset(), checksum);
        int at = packet.push(Ipv6Header.LENGTH);
        Ipv6Header.write(
                packet.head(),
                at,
                0,
                length,
                Inet.IPPROTO_ICMPV6,
                FRESH,
                sourceHigh,
                sourceLow,
                toHigh,
                toLow);
        packet.markNetwork();
        packet.etherType(Ipv6Header.ETHERTYPE);
        count.outMsgs.increment();
    }

    // ---- hearing

    /// Takes over a solicitation or an advertisement whose checksum is right.
    void input(Packet packet, int type) {
        NetInterface from = interfaces.find(packet.interfaceIndex());
        int length = packet.length();
        if (from == null
                || from.link().type() != LinkType.ETHERNET
                || length < NdMessage.LENGTH
                || !packet.pull(length)
                || !isValid(packet, length)) {
            counters.drop(packet, inInvalid);
        } else if (type == Icmpv6Type.NEIGHBOR_SOLICITATION) {
            solicited(packet, from, length);
        } else {
            advertised(packet, from, length);
        }
    }

    /// RFC 4861 §7.1.1 and §7.1.2.
    private static boolean isValid(Packet packet, int length) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        return IpPacket.hopLimit(packet) == FRESH
                && IcmpHeader.code(head, at) == 0
                && !IpAddress.isMulticast(
                        NdMessage.targetHigh(head, at), NdMessage.targetLow(head, at))
                && NdMessage.isWellFormed(head, at, at + length);
    }

    /// RFC 4861 §7.2.3 and §7.2.4.
    private void solicited(Packet packet, NetInterface from, int length) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        long high = IpPacket.sourceHigh(packet);
        long low = IpPacket.sourceLow(packet);
        boolean unspecified = IpAddress.isAny(high, low);
        LinkAddress source = NdMessage.linkAddress(head, at, at + length, NdMessage.SOURCE_LINK);
        boolean toGroup =
                IpAddress.isSolicitedNode(
                        IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet));
        if (unspecified && (source != null || !toGroup)) {
            counters.drop(packet, inInvalid);
            return;
        }
        inSolicits.increment();
        long targetHigh = NdMessage.targetHigh(head, at);
        long targetLow = NdMessage.targetLow(head, at);
        packet.release();
        if (!routing.isLocalOn(targetHigh, targetLow, from.index())) {
            return;
        }
        NextHop to;
        if (source != null && isStation(source)) {
            neighbours.heard(high, low, from, source, true);
            to = new NextHop(source);
        } else if (unspecified) {
            to = neighbours.find(from, false, IpAddress.SOLICITED_HIGH, ALL_LOW);
        } else {
            to = neighbours.find(from, false, high, low);
        }
        if (to != null) { // else counted where there is no room
            answer(from, targetHigh, targetLow, high, low, to);
        }
    }

    private void answer(
            NetInterface out,
            long targetHigh,
            long targetLow,
            long high,
            long low,
            NextHop nextHop) {
        boolean unspecified = IpAddress.isAny(high, low);
        int flags = NdMessage.OVERRIDE | (unspecified ? 0 : NdMessage.SOLICITED);
        Packet packet =
                message(
                        Icmpv6Type.NEIGHBOR_ADVERTISEMENT,
                        flags,
                        targetHigh,
                        targetLow,
                        NdMessage.TARGET_LINK,
                        out);
        outAdvertisements.increment();
        finish(
                packet,
                targetHigh,
                targetLow,
                unspecified ? IpAddress.SOLICITED_HIGH : high,
                unspecified ? ALL_LOW : low);
        nextHop.send(packet, out);
    }

    /// RFC 4861 §7.2.5.
    private void advertised(Packet packet, NetInterface from, int length) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        int flags = IcmpHeader.rest(head, at);
        boolean solicited = (flags & NdMessage.SOLICITED) != 0;
        boolean many =
                IpAddress.isMulticast(
                        IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet));
        LinkAddress target = NdMessage.linkAddress(head, at, at + length, NdMessage.TARGET_LINK);
        if ((solicited && many) || (target != null && !isStation(target))) {
            counters.drop(packet, inInvalid);
            return;
        }
        inAdvertisements.increment();
        neighbours.advertised(
                NdMessage.targetHigh(head, at),
                NdMessage.targetLow(head, at),
                from,
                target,
                solicited,
                (flags & NdMessage.OVERRIDE) != 0);
        packet.release();
    }

    private static boolean isStation(LinkAddress address) {
        return (address.bytes()[0] & 1) == 0;
    }
}
