package io.sockit.inet.input;

import io.sockit.inet.icmp.IcmpReport;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// What input is for both families: a packet is checked, then delivered, forwarded or dropped. On
/// the strand.
abstract class IpInput implements NetworkProtocol {
    final Routing routing;
    final CounterRegistry counters;
    final InputCounters count;
    private final Transports transports;
    private final Forwarding forwarding;
    private final IcmpReporter reporter;

    /// What came before, and was for this host.
    final KnownAddresses known = new KnownAddresses();

    /// @param protocol `Ip` or `Ip6`, for the counters
    IpInput(
            Routing routing,
            Transports transports,
            Forwarding forwarding,
            IcmpReporter reporter,
            CounterRegistry counters,
            String protocol) {
        this.routing = routing;
        this.transports = transports;
        this.forwarding = forwarding;
        this.reporter = reporter;
        this.counters = counters;
        this.count = new InputCounters(counters, protocol);
    }

    @Override
    public final void input(Packet packet, NetInterface from) {
        count.inReceives.increment();
        if (deliversPlain(packet, from)) {
            return;
        }
        Counter fault = checkHeader(packet);
        if (fault == null) {
            packet.markNetwork();
            fault = checkAddresses(packet, from);
        }
        if (fault != null) {
            counters.drop(packet, fault);
            return;
        }
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        Cast cast = routing.cast(high, low, from);
        if (cast == Cast.UNICAST) {
            keep(packet, from);
        }
        if (cast != null) {
            deliver(packet, cast);
        } else if (IpAddress.isMulticast(high, low)) {
            counters.drop(packet, count.inMcastNotJoined);
        } else {
            forwarding.forward(packet);
        }
    }

    /// Delivers a packet whose header is as most are, and whose addresses are among those known:
    /// one look at each field.
    ///
    /// @return false where it is another one; then nothing has happened to it
    abstract boolean deliversPlain(Packet packet, NetInterface from);

    /// Keeps the addresses of a packet for this host, whose network header is marked.
    abstract void keep(Packet packet, NetInterface from);

    /// Ensures that the header lies in the head, is well-formed, and that the packet ends where
    /// it says.
    ///
    /// @return null, or why the packet is to be dropped
    abstract @Nullable Counter checkHeader(Packet packet);

    /// Which addresses a packet on a link may have.
    ///
    /// @param packet its network header is marked
    /// @return null, or why the packet is to be dropped
    abstract @Nullable Counter checkAddresses(Packet packet, NetInterface from);

    /// Takes over a packet for this host, which begins with its checked header.
    abstract void deliver(Packet packet, Cast cast);

    /// What stays on a host never comes from a link: loopback addresses, its own as source.
    final @Nullable Counter checkOrigin(
            NetInterface from, long sourceHigh, long sourceLow, long high, long low) {
        if (from.loopback()) {
            return null;
        }
        if (IpAddress.isLoopback(high, low)) {
            return count.inMartianDestination;
        }
        return IpAddress.isLoopback(sourceHigh, sourceLow) || routing.isLocal(sourceHigh, sourceLow)
                ? count.inMartianSource
                : null;
    }

    /// Gives a packet to its transport, or says to the sender that there is no such transport.
    ///
    /// @param packet its data begins with the transport header
    /// @param pointer where the field is that names the protocol; over IPv4 0
    final void handUp(Packet packet, int protocol, int pointer, Cast cast) {
        if (!transports.deliver(packet, protocol, cast)) {
            report(packet, IcmpReport.PROTOCOL_UNREACHABLE, pointer);
            counters.drop(packet, count.inUnknownProtos);
        }
    }

    final void report(Packet packet, IcmpReport report, int pointer) {
        reporter.report(packet, report, pointer);
    }
}
