package io.sockit.inet.arp;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.inet.Inet;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.EtherType;
import io.sockit.spi.NetInterface;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Asks who has an IPv4 address, and answers for those of this host (RFC 826). On the strand.
///
/// An answer counts as one (RFC 4861's solicited flag) only while it is asked for; any other word
/// of an address makes the neighbour stale, so that it is probed before it is trusted.
@Singleton
public final class Arp implements NetworkProtocol, AutoCloseable {
    /// What its frames have for a type.
    public static final EtherType ETHERTYPE = new EtherType(LinkType.ETHERNET, ArpHeader.ETHERTYPE);

    private static final LinkAddress ALL = LinkAddress.parse("ff:ff:ff:ff:ff:ff");

    private final NeighbourCache neighbours;
    private final Routing routing;
    private final PacketPool pool;
    private final CounterRegistry counters;
    private final Counter inRequests;
    private final Counter inReplies;
    private final Counter outRequests;
    private final Counter outReplies;

    /// Drop: too short, or not of IPv4 on Ethernet.
    private final Counter inErrors;

    /// Drop: from what cannot be one station's address, or from one of this host's.
    private final Counter inBadSource;

    @Inject
    Arp(NeighbourCache neighbours, Routing routing, PacketPool pool, CounterRegistry counters) {
        this.neighbours = neighbours;
        this.routing = routing;
        this.pool = pool;
        this.counters = counters;
        inRequests = counters.counter("Arp.InRequests");
        inReplies = counters.counter("Arp.InReplies");
        outRequests = counters.counter("Arp.OutRequests");
        outReplies = counters.counter("Arp.OutReplies");
        inErrors = counters.counter("Arp.InErrors");
        inBadSource = counters.counter("Arp.InBadSource");
        neighbours.connect(true, this::solicit);
    }

    /// The plug-in leaves.
    @Override
    public void close() {
        neighbours.close();
    }

    // ---- asking

    private void solicit(
            long high,
            long low,
            NetInterface out,
            @Nullable LinkAddress at,
            @Nullable Packet waiting) {
        int source = source(low, out, waiting);
        int target = IpAddress.v4(low);
        outRequests.increment();
        send(ArpHeader.REQUEST, out, source, LinkAddress.NONE, target, at == null ? ALL : at);
    }

    /// The source of the packet that waits, as the neighbour will hear of that anyway; else the
    /// address that a packet would leave with.
    private int source(long low, NetInterface out, @Nullable Packet waiting) {
        if (waiting != null) {
            long source = IpAddress.mapped(Ipv4Header.source(waiting.head(), waiting.headOffset()));
            if (routing.isLocalOn(0, source, out.index())) {
                return IpAddress.v4(source);
            }
        }
        long source = routing.answerFrom(low, out.index());
        return source == low ? Inet.INADDR_ANY : IpAddress.v4(source);
    }

    private void send(
            int operation,
            NetInterface out,
            int source,
            LinkAddress targetLink,
            int target,
            LinkAddress to) {
        Packet packet = pool.take();
        int at = packet.push(ArpHeader.LENGTH);
        LinkAddress own = out.link().address();
        ArpHeader.write(packet.head(), at, operation, own, source, targetLink, target);
        packet.etherType(ArpHeader.ETHERTYPE);
        out.output(packet, to);
    }

    // ---- hearing

    @Override
    public void input(Packet packet, NetInterface from) {
        if (!packet.pull(ArpHeader.LENGTH)
                || !ArpHeader.isInetOnEthernet(packet.head(), packet.headOffset())) {
            counters.drop(packet, inErrors);
            return;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        int operation = ArpHeader.operation(head, at);
        LinkAddress senderLink = ArpHeader.senderLink(head, at);
        int sender = ArpHeader.sender(head, at);
        if (operation != ArpHeader.REQUEST && operation != ArpHeader.REPLY) {
            counters.drop(packet, inErrors);
        } else if (!isStation(sender, senderLink)) {
            counters.drop(packet, inBadSource);
        } else {
            int target = ArpHeader.target(head, at);
            packet.release();
            if (operation == ArpHeader.REQUEST) {
                request(from, sender, senderLink, target);
            } else {
                reply(from, sender, senderLink);
            }
        }
    }

    /// Whether it can be the address of one other station. The unspecified address is that of a
    /// host which looks whether an address is taken (RFC 5227 §2.1.1).
    private boolean isStation(int address, LinkAddress link) {
        long low = IpAddress.mapped(address);
        return (link.bytes()[0] & 1) == 0
                && !IpAddress.isLoopback(0, low)
                && !IpAddress.isMulticast(0, low)
                && !routing.isBroadcast(0, low)
                && !routing.isLocal(0, low);
    }

    private void request(NetInterface from, int sender, LinkAddress senderLink, int target) {
        inRequests.increment();
        long low = IpAddress.mapped(target);
        boolean own = routing.isLocal(0, low) && !IpAddress.isLoopback(0, low);
        if (sender != Inet.INADDR_ANY) {
            // Only one that asks for this host will be answered: others need no entry (RFC 826).
            neighbours.heard(0, IpAddress.mapped(sender), from, senderLink, own);
        }
        if (own) {
            outReplies.increment();
            send(ArpHeader.REPLY, from, target, senderLink, sender, senderLink);
        }
    }

    private void reply(NetInterface from, int sender, LinkAddress senderLink) {
        inReplies.increment();
        long low = IpAddress.mapped(sender);
        boolean answer = neighbours.isAsked(0, low, from);
        neighbours.advertised(0, low, from, senderLink, answer, true);
    }
}
