package io.sockit.inet.input;

import io.sockit.inet.Inet;
import io.sockit.inet.fragment.Fragments;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// IPv4 input (RFC 1122 §3.2): checks the header, then delivers, forwards or drops. On the strand.
@Singleton
public final class Ipv4Input extends IpInput {
    /// `224.0.0.0/24`, which no router forwards (RFC 5771 §4).
    private static final int LOCAL_GROUPS = 0xe000_0000;

    private final Fragments fragments;

    @Inject
    Ipv4Input(
            Routing routing,
            Transports transports,
            Forwarding forwarding,
            Fragments fragments,
            IcmpReporter reporter,
            CounterRegistry counters) {
        super(routing, transports, forwarding, reporter, counters, "Ip");
        this.fragments = fragments;
    }

    private static int source(Packet packet) {
        return Ipv4Header.source(packet.head(), packet.headOffset());
    }

    private static int destination(Packet packet) {
        return Ipv4Header.destination(packet.head(), packet.headOffset());
    }

    @Override
    boolean deliversPlain(Packet packet, NetInterface from) {
        if (packet.headLength() < Ipv4Header.LENGTH) {
            return false;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        if (!Ipv4Header.isPlain(head, at, packet.length())
                || !known.holds(
                        routing.generation(), from.index(), 0, 0, 0, Ipv4Header.pair(head, at))
                || (packet.checksumState() == ChecksumState.NONE
                        && !Ipv4Header.verifies(head, at))) {
            return false;
        }
        packet.markNetwork();
        packet.consume(Ipv4Header.LENGTH);
        handUp(packet, Ipv4Header.protocol(head, at), 0, Cast.UNICAST);
        return true;
    }

    @Override
    void keep(Packet packet, NetInterface from) {
        long pair = Ipv4Header.pair(packet.head(), packet.networkOffset());
        known.keep(routing.generation(), from.index(), 0, 0, 0, pair);
    }

    @Override
    @Nullable Counter checkHeader(Packet packet) {
        if (!packet.pull(Ipv4Header.LENGTH)) {
            return count.inTruncatedPkts;
        }
        int at = packet.headOffset();
        if (Ipv4Header.version(packet.head(), at) != Ipv4Header.VERSION) {
            return count.inBadVersion;
        }
        int headerLength = Ipv4Header.headerLength(packet.head(), at);
        int totalLength = Ipv4Header.totalLength(packet.head(), at);
        if (headerLength < Ipv4Header.LENGTH || headerLength > totalLength) {
            return count.inBadHeaderLength;
        }
        if (totalLength > packet.length() || !packet.pull(headerLength)) {
            return count.inTruncatedPkts;
        }
        // From memory of this machine: nothing can have damaged it.
        if (packet.checksumState() == ChecksumState.NONE
                && !Ipv4Header.verifies(packet.head(), packet.headOffset())) {
            return count.inCsumErrors;
        }
        packet.trim(totalLength); // what the link padded (RFC 894)
        return headerLength == Ipv4Header.LENGTH ? null : checkOptions(packet, headerLength);
    }

    private @Nullable Counter checkOptions(Packet packet, int headerLength) {
        int at = packet.headOffset();
        return Ipv4Options.acceptable(packet.head(), at + Ipv4Header.LENGTH, at + headerLength)
                ? null
                : count.inBadOptions;
    }

    /// RFC 1122 §3.2.1.3: which addresses a packet on a link may have.
    @Override
    @Nullable Counter checkAddresses(Packet packet, NetInterface from) {
        long source = IpAddress.mapped(source(packet));
        long destination = IpAddress.mapped(destination(packet));
        if (IpAddress.isThisNetwork(0, destination)) {
            return count.inMartianDestination;
        }
        if (IpAddress.isMulticast(0, source)
                || routing.isBroadcast(0, source)
                || (IpAddress.isThisNetwork(0, source) && !staysOnTheLink(destination))) {
            return count.inMartianSource;
        }
        return checkOrigin(from, 0, source, 0, destination);
    }

    /// Whether it is for all on the link, `255.255.255.255` or `224.0.0.0/24`: nothing else is to
    /// come from a host that has no address yet (as on Linux).
    private static boolean staysOnTheLink(long destination) {
        int v4 = IpAddress.v4(destination);
        return v4 == Inet.INADDR_BROADCAST || v4 >>> 8 == LOCAL_GROUPS >>> 8;
    }

    @Override
    void deliver(Packet packet, Cast cast) {
        byte[] head = packet.head();
        int at = packet.headOffset();
        if (Ipv4Header.isFragment(head, at)) {
            Packet whole = fragments.addV4(packet);
            if (whole != null) {
                handUp(whole, Ipv4Header.protocol(whole.head(), whole.networkOffset()), 0, cast);
            }
            return;
        }
        packet.consume(Ipv4Header.headerLength(head, at));
        handUp(packet, Ipv4Header.protocol(head, at), 0, cast);
    }
}
