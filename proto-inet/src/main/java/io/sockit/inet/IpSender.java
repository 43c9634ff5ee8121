package io.sockit.inet;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.InetOptions;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpOutput;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Output of both families: route, network header, interface. On the strand.
///
/// Nothing is fragmented: every IPv4 packet carries DF, so its identification means nothing and is
/// 0 (RFC 6864 §4.1).
@Singleton
final class IpSender implements IpOutput {
    private final Routing routing;
    private final CounterRegistry counters;
    private final IpCounters v4;
    private final IpCounters v6;

    @Inject
    IpSender(Routing routing, CounterRegistry counters) {
        this.routing = routing;
        this.counters = counters;
        this.v4 = new IpCounters(counters, "Ip");
        this.v6 = new IpCounters(counters, "Ip6");
    }

    @Override
    public void route(IpFlow flow) throws ErrnoException {
        Errno errno = routing.find(flow);
        if (errno != null) {
            throw failure(errno, flow);
        }
    }

    @Override
    public void output(Packet segment, IpFlow flow, int protocol) throws ErrnoException {
        Errno errno = send(segment, flow, protocol);
        if (errno != null) {
            throw failure(errno, flow);
        }
    }

    private static ErrnoException failure(Errno errno, IpFlow flow) {
        String to =
                flow.isV4()
                        ? Ipv4Text.format(IpAddress.v4(flow.destinationLow()))
                        : Ipv6Text.format(flow.destinationHigh(), flow.destinationLow());
        return new ErrnoException(errno, "route", "to " + to);
    }

    /// As [#route], without an exception.
    ///
    /// @return null, or why there is no way
    @Nullable Errno find(IpFlow flow) {
        return routing.find(flow);
    }

    /// As [#output], without an exception. Takes the packet over.
    ///
    /// @return null, or why it was not sent
    @Nullable Errno send(Packet segment, IpFlow flow, int protocol) {
        boolean isV4 = flow.isV4();
        IpCounters count = isV4 ? v4 : v6;
        count.outRequests.increment();
        Errno errno = routing.find(flow);
        NetInterface out = flow.out();
        if (errno != null || out == null) {
            counters.drop(segment, count.outNoRoutes);
            return errno;
        }
        if (segment.length() > room(segment, out, isV4)) {
            counters.drop(segment, count.outTooBig);
            return Errno.EMSGSIZE;
        }
        if (isV4) {
            pushV4(segment, flow, protocol);
        } else {
            pushV6(segment, flow, protocol);
        }
        out.output(segment, flow.nextHop());
        return null;
    }

    /// How many bytes may stand behind the network header.
    private static int room(Packet segment, NetInterface out, boolean isV4) {
        int largest = segment.segmentSize() > 0 ? out.maxPacket() : out.mtu();
        return isV4
                ? Math.min(largest, Ipv4Header.MAX_PACKET) - Ipv4Header.LENGTH
                : Math.min(largest - Ipv6Header.LENGTH, Ipv6Header.MAX_PAYLOAD);
    }

    private static void pushV4(Packet segment, IpFlow flow, int protocol) {
        InetOptions options = flow.options();
        int at = segment.push(Ipv4Header.LENGTH);
        Ipv4Header.write(
                segment.head(),
                at,
                options.trafficClass(true),
                segment.length(),
                0,
                false,
                flow.hopLimit(),
                protocol,
                IpAddress.v4(flow.sourceLow()),
                IpAddress.v4(flow.destinationLow()));
        segment.markNetwork();
        segment.etherType(Ipv4Header.ETHERTYPE);
    }

    private static void pushV6(Packet segment, IpFlow flow, int protocol) {
        InetOptions options = flow.options();
        int payload = segment.length();
        int at = segment.push(Ipv6Header.LENGTH);
        Ipv6Header.write(
                segment.head(),
                at,
                options.trafficClass(false),
                payload,
                protocol,
                flow.hopLimit(),
                flow.sourceHigh(),
                flow.sourceLow(),
                flow.destinationHigh(),
                flow.destinationLow());
        segment.markNetwork();
        segment.etherType(Ipv6Header.ETHERTYPE);
    }
}
