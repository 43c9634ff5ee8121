package io.sockit.inet.input;

import io.sockit.inet.extension.ExtensionChain;
import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.fragment.Fragments;
import io.sockit.inet.icmp.IcmpReport;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// IPv6 input (RFC 8200): checks the header, walks the extension headers of what is for this host,
/// then delivers, forwards or drops. On the strand.
@Singleton
public final class Ipv6Input extends IpInput implements AutoCloseable {
    private final Fragments fragments;
    private final ExtensionChain chain = new ExtensionChain();

    @Inject
    Ipv6Input(
            Routing routing,
            Transports transports,
            Forwarding forwarding,
            Fragments fragments,
            IcmpReporter reporter,
            CounterRegistry counters) {
        super(routing, transports, forwarding, reporter, counters, "Ip6");
        this.fragments = fragments;
    }

    /// The plug-in leaves.
    @Override
    public void close() {
        fragments.close();
    }

    @Override
    boolean deliversPlain(Packet packet, NetInterface from) {
        if (packet.headLength() < Ipv6Header.LENGTH) {
            return false;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        int next = Ipv6Header.nextHeader(head, at);
        if (Ipv6Header.version(head, at) != Ipv6Header.VERSION
                || Ipv6Header.LENGTH + Ipv6Header.payloadLength(head, at) != packet.length()
                || ExtensionChain.begins(next)
                || !known.holds(
                        routing.generation(),
                        from.index(),
                        Ipv6Header.sourceHigh(head, at),
                        Ipv6Header.sourceLow(head, at),
                        Ipv6Header.destinationHigh(head, at),
                        Ipv6Header.destinationLow(head, at))) {
            return false;
        }
        packet.markNetwork();
        packet.consume(Ipv6Header.LENGTH);
        handUp(packet, next, Ipv6Header.NEXT_HEADER_OFFSET, Cast.UNICAST);
        return true;
    }

    @Override
    void keep(Packet packet, NetInterface from) {
        known.keep(
                routing.generation(),
                from.index(),
                IpPacket.sourceHigh(packet),
                IpPacket.sourceLow(packet),
                IpPacket.destinationHigh(packet),
                IpPacket.destinationLow(packet));
    }

    @Override
    @Nullable Counter checkHeader(Packet packet) {
        if (!packet.pull(Ipv6Header.LENGTH)) {
            return count.inTruncatedPkts;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        if (Ipv6Header.version(head, at) != Ipv6Header.VERSION) {
            return count.inBadVersion;
        }
        int length = Ipv6Header.LENGTH + Ipv6Header.payloadLength(head, at);
        if (length > packet.length()) {
            return count.inTruncatedPkts;
        }
        packet.trim(length); // what the link padded
        return null;
    }

    /// RFC 4291 §2.5 and §2.7: which addresses a packet on a link may have. Mapped IPv4 addresses
    /// may not: to everything above they would look like IPv4 (RFC 4942 §2.2).
    @Override
    @Nullable Counter checkAddresses(Packet packet, NetInterface from) {
        long sourceHigh = IpPacket.sourceHigh(packet);
        long sourceLow = IpPacket.sourceLow(packet);
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        if (IpAddress.isAny(high, low) || IpAddress.isV4(high, low)) {
            return count.inMartianDestination;
        }
        if (IpAddress.isInterfaceLocal(high, low) && !from.loopback()) {
            return count.inMartianDestination; // RFC 4291 §2.7 and its erratum 3480
        }
        if (IpAddress.isMulticast(sourceHigh, sourceLow) || IpAddress.isV4(sourceHigh, sourceLow)) {
            return count.inMartianSource;
        }
        if (IpAddress.isThisNetwork(sourceHigh, sourceLow) && !IpAddress.isMulticast(high, low)) {
            return count.inMartianSource; // a host without address asks groups (RFC 4862 §5.4)
        }
        return checkOrigin(from, sourceHigh, sourceLow, high, low);
    }

    @Override
    void deliver(Packet packet, Cast cast) {
        deliver(packet, cast, false);
    }

    /// @param whole whether it has been put together: then no part of it can be a part
    private void deliver(Packet packet, Cast cast, boolean whole) {
        int next = Ipv6Header.nextHeader(packet.head(), packet.headOffset());
        if (!ExtensionChain.begins(next)) {
            packet.consume(Ipv6Header.LENGTH);
            handUp(packet, next, Ipv6Header.NEXT_HEADER_OFFSET, cast);
            return;
        }
        if (next != FragmentHeader.NUMBER) {
            packet.pull(Math.min(packet.length(), Ipv6Header.LENGTH + ExtensionChain.MAX_BYTES));
        }
        int at = packet.headOffset();
        int end = at + Math.min(packet.headLength(), Ipv6Header.LENGTH + ExtensionChain.MAX_BYTES);
        ExtensionChain.Verdict verdict = chain.walk(packet.head(), at, end);
        if (verdict == ExtensionChain.Verdict.TRANSPORT) {
            packet.consume(chain.offset());
            handUp(packet, chain.protocol(), chain.pointer(), cast);
        } else if (verdict == ExtensionChain.Verdict.FRAGMENT && !whole) {
            reassemble(packet, cast);
        } else {
            counters.drop(packet, refused(packet, verdict, cast));
        }
    }

    private void reassemble(Packet part, Cast cast) {
        Packet whole = fragments.addV6(part, chain.offset(), chain.pointer());
        if (whole != null) {
            deliver(whole, cast, true);
        }
    }

    /// Says to the sender what RFC 8200 asks to say about a chain that leads nowhere.
    private Counter refused(Packet packet, ExtensionChain.Verdict verdict, Cast cast) {
        return switch (verdict) {
            case NOTHING -> count.inNoNextHeader;
            case TRANSPORT, SILENT -> count.inBadOptions;
            case FRAGMENT, BAD_FIELD -> report(packet, IcmpReport.BAD_FIELD);
            case BAD_NEXT -> report(packet, IcmpReport.PROTOCOL_UNREACHABLE);
            case UNKNOWN_OPTION -> report(packet, IcmpReport.UNKNOWN_OPTION);
            case UNKNOWN_OPTION_UNICAST ->
                    cast == Cast.UNICAST
                            ? report(packet, IcmpReport.UNKNOWN_OPTION)
                            : count.inBadOptions;
        };
    }

    private Counter report(Packet packet, IcmpReport report) {
        report(packet, report, chain.pointer());
        return count.inBadOptions;
    }
}
