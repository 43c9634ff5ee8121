package io.sockit.inet.output;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.LinkAddress;
import io.sockit.inet.fragment.Fragmenter;
import io.sockit.inet.fragment.Paths;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpOutput;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.MtuDiscovery;
import io.sockit.inet.spi.MtuOptions;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Output of both families: route, network header, fragments, interface. On the strand.
///
/// The identification of an IPv4 packet that carries DF means nothing and is 0 (RFC 6864 §4.1).
@Singleton
public final class IpSender implements IpOutput {
    private final Routing routing;
    private final Paths paths;
    private final Fragmenter fragmenter;
    private final ChecksumCompletion checksums;
    private final Identifications identifications;
    private final SelfCopies selfCopies;
    private final CounterRegistry counters;
    private final OutputCounters v4;
    private final OutputCounters v6;

    @Inject
    IpSender(
            Routing routing,
            Paths paths,
            Fragmenter fragmenter,
            ChecksumCompletion checksums,
            Identifications identifications,
            SelfCopies selfCopies,
            CounterRegistry counters) {
        this.routing = routing;
        this.paths = paths;
        this.fragmenter = fragmenter;
        this.checksums = checksums;
        this.identifications = identifications;
        this.selfCopies = selfCopies;
        this.counters = counters;
        this.v4 = new OutputCounters(counters, "Ip");
        this.v6 = new OutputCounters(counters, "Ip6");
    }

    @Override
    public void route(IpFlow flow) throws ErrnoException {
        Errno errno = routing.find(flow);
        if (errno != null) {
            throw SendErrors.of(errno, flow, 0, 0);
        }
    }

    @Override
    public void output(Packet segment, IpFlow flow, int protocol) throws ErrnoException {
        int length = segment.length();
        Errno errno = send(segment, flow, protocol);
        if (errno != null) {
            throw SendErrors.of(errno, flow, length, limit(flow));
        }
    }

    @Override
    public int mtu(IpFlow flow) {
        NetInterface out = flow.out();
        return out == null ? 0 : Paths.mtu(paths.find(flow), out.mtu());
    }

    @Override
    public int limit(IpFlow flow) {
        MtuDiscovery mode = flow.options().mtu().discovery(flow.isV4());
        NetInterface out = flow.out();
        return out == null ? 0 : Paths.mtu(paths.find(flow, mode), out.mtu());
    }

    @Override
    public void tooBig(Packet quoted, int mtu) {
        paths.learn(quoted, mtu);
        routing.changed();
    }

    /// As [#route], without an exception.
    ///
    /// @return null, or why there is no way
    public @Nullable Errno find(IpFlow flow) {
        return routing.find(flow);
    }

    /// As [#output], without an exception. Takes the packet over.
    ///
    /// @return null, or why it was not sent
    public @Nullable Errno send(Packet segment, IpFlow flow, int protocol) {
        boolean isV4 = flow.isV4();
        OutputCounters count = isV4 ? v4 : v6;
        count.outRequests.increment();
        int length = segment.length();
        if (segment.segmentSize() == 0 && flow.goesWhole(routing.generation(), length)) {
            return sendWhole(segment, flow, protocol, isV4);
        }
        Errno errno = routing.find(flow);
        NetInterface out = flow.out();
        if (errno != null || out == null) {
            counters.drop(segment, count.outNoRoutes);
            return errno;
        }
        return isV4 ? sendV4(segment, flow, out, protocol) : sendV6(segment, flow, out, protocol);
    }

    /// The short way of a segment that fits: header and interface.
    private static @Nullable Errno sendWhole(
            Packet segment, IpFlow flow, int protocol, boolean isV4) {
        if (isV4) {
            int at = segment.push(Ipv4Header.LENGTH);
            flow.writeHeaderV4(segment.head(), at, segment.length(), protocol);
            segment.markNetwork();
            segment.etherType(Ipv4Header.ETHERTYPE);
        } else {
            pushV6(segment, flow, protocol);
        }
        NetInterface out = flow.out();
        LinkAddress to = flow.nextHop().address();
        if (out != null && to != null) { // it is routed
            out.output(segment, to);
        }
        return null;
    }

    private @Nullable Errno sendV4(Packet segment, IpFlow flow, NetInterface out, int protocol) {
        MtuOptions options = flow.options().mtu();
        int length = Ipv4Header.LENGTH + segment.length();
        boolean whole = segment.segmentSize() > 0; // the device cuts it
        MtuDiscovery mode = options.discovery(true);
        int path = paths.find(flow, mode);
        int mtu = Paths.mtu(path, out.mtu());
        boolean fits = length <= (whole ? out.maxSegment() : mtu);
        if (length > Ipv4Header.MAX_PACKET || (!fits && (whole || !options.cuts(true)))) {
            return tooBig(segment, v4);
        }
        boolean dontFragment = mode.dontFragment(fits && !Paths.locked(path));
        if (fits && dontFragment && !whole && !flow.toMany() && Paths.unknown(path)) {
            flow.wholeLimit(Math.min(mtu, Ipv4Header.MAX_PACKET) - Ipv4Header.LENGTH, mode);
        }
        pushV4(segment, flow, protocol, dontFragment);
        if (flow.toMany() && !selfCopies.take(segment, flow, out)) {
            segment.release();
        } else if (fits) {
            flow.nextHop().send(segment, out);
        } else {
            checksums.complete(segment);
            fragmenter.sendV4(segment, out, flow.nextHop(), mtu);
        }
        return null;
    }

    private @Nullable Errno sendV6(Packet segment, IpFlow flow, NetInterface out, int protocol) {
        MtuOptions options = flow.options().mtu();
        int length = Ipv6Header.LENGTH + segment.length();
        boolean whole = segment.segmentSize() > 0; // the device cuts it
        MtuDiscovery mode = options.discovery(false);
        int path = paths.find(flow, mode);
        int mtu = Paths.mtu(path, out.mtu());
        boolean fits = length <= (whole ? out.maxSegment() : mtu);
        if (segment.length() > Ipv6Header.MAX_PAYLOAD
                || (!fits && (whole || !options.cuts(false) || mtu < Fragmenter.MIN_MTU_V6))) {
            return tooBig(segment, v6);
        }
        if (fits && !whole && !flow.toMany() && Paths.unknown(path)) {
            flow.wholeLimit(Math.min(mtu - Ipv6Header.LENGTH, Ipv6Header.MAX_PAYLOAD), mode);
        }
        pushV6(segment, flow, protocol);
        if (flow.toMany() && !selfCopies.take(segment, flow, out)) {
            segment.release();
        } else if (fits) {
            flow.nextHop().send(segment, out);
        } else {
            checksums.complete(segment);
            fragmenter.sendV6(segment, out, flow.nextHop(), mtu, identifications.nextV6());
        }
        return null;
    }

    private Errno tooBig(Packet segment, OutputCounters count) {
        counters.drop(segment, count.outTooBig);
        return Errno.EMSGSIZE;
    }

    private void pushV4(Packet segment, IpFlow flow, int protocol, boolean dontFragment) {
        int at = segment.push(Ipv4Header.LENGTH);
        Ipv4Header.write(
                segment.head(),
                at,
                flow.trafficClass(),
                segment.length(),
                dontFragment ? 0 : identifications.nextV4(flow),
                !dontFragment,
                flow.hopLimit(),
                protocol,
                IpAddress.v4(flow.sourceLow()),
                IpAddress.v4(flow.destinationLow()));
        segment.markNetwork();
        segment.etherType(Ipv4Header.ETHERTYPE);
    }

    private static void pushV6(Packet segment, IpFlow flow, int protocol) {
        int payload = segment.length();
        int at = segment.push(Ipv6Header.LENGTH);
        Ipv6Header.write(
                segment.head(),
                at,
                flow.trafficClass(),
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
