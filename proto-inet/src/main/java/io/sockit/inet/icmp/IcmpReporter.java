package io.sockit.inet.icmp;

import io.sockit.inet.Inet;
import io.sockit.inet.extension.ExtensionChain;
import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.fragment.FragmentErrors;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.output.IpSender;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IcmpErrors;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.random.RandomGenerator;

/// Sends ICMP and ICMPv6 errors about received packets, and knows when not to. On the strand.
@Singleton
public final class IcmpReporter implements IcmpErrors, FragmentErrors {
    /// The largest error message (RFC 1812 §4.3.2.3).
    private static final int MAX_V4 = 576;

    /// Precedence of IPv4 errors, internetwork control (RFC 1812 §4.3.2.5), and what else of the
    /// type of service is that of their cause (§4.3.2.4).
    private static final int CONTROL = 6 << 5;

    private static final int SERVICE = 0x1e;

    private final Routing routing;
    private final IpSender sender;
    private final Interfaces interfaces;
    private final PacketPool pool;
    private final Strand strand;
    private final PeerLimits peerLimits;
    private final GlobalLimit globalLimit;
    private final IpFlow flow;
    private final IcmpCounters v4;
    private final IcmpCounters v6;
    private final ExtensionChain chain = new ExtensionChain();

    @Inject
    IcmpReporter(
            Routing routing,
            NeighbourCache neighbours,
            IpSender sender,
            Interfaces interfaces,
            PacketPool pool,
            Strand strand,
            InetSettings settings,
            IcmpSysctls sysctls,
            RandomStreams random,
            CounterRegistry counters) {
        this.routing = routing;
        this.sender = sender;
        this.interfaces = interfaces;
        this.pool = pool;
        this.strand = strand;
        RandomGenerator stream = random.stream("icmp.limit");
        this.peerLimits =
                new PeerLimits(sysctls.icmpRateLimit, sysctls.icmpRateLimitV6, stream.nextLong());
        this.globalLimit =
                new GlobalLimit(sysctls.icmpMessagesPerSecond, sysctls.icmpMessagesBurst, stream);
        this.flow = settings.hostFlow();
        this.v4 = new IcmpCounters(counters, "Icmp");
        this.v6 = new IcmpCounters(counters, "Icmp6");
        neighbours.reportTo(packet -> report(packet, IcmpReport.HOST_UNREACHABLE, 0));
    }

    @Override
    public void portUnreachable(Packet packet) {
        report(packet, IcmpReport.PORT_UNREACHABLE, 0);
    }

    @Override
    public void reassemblyTimeExceeded(Packet first) {
        report(first, IcmpReport.REASSEMBLY_TIME_EXCEEDED, 0);
    }

    @Override
    public void badField(Packet packet, int pointer) {
        report(packet, IcmpReport.BAD_FIELD, pointer);
    }

    @Override
    public void headersIncomplete(Packet first) {
        report(first, IcmpReport.HEADERS_INCOMPLETE, 0);
    }

    /// Sends an error about a packet, unless it must not be sent. The packet stays the caller's.
    ///
    /// @param packet its network header is marked, and perhaps consumed
    /// @param rest the second half of the ICMP header: MTU, pointer, or 0
    public void report(Packet packet, IcmpReport report, int rest) {
        boolean isV4 = IpPacket.isV4(packet);
        IcmpCounters count = isV4 ? v4 : v6;
        if (!mayReport(packet, report, isV4) || exceedsLimits(packet, report, count)) {
            return;
        }
        aimAtSource(packet);
        int service = isV4 ? (IpPacket.trafficClass(packet) & SERVICE) | CONTROL : 0;
        flow.header(IpFlow.OF_SOCKET, service);
        if (routing.find(flow) != null) {
            return;
        }
        Packet error = finish(quote(packet, isV4), report, rest, isV4);
        if (sender.send(error, flow, protocol(isV4)) == null) {
            count.outErrs.increment();
            count.outMsgs.increment();
        }
    }

    /// The peer's own limit comes first, so that it cannot use up what there is for others.
    private boolean exceedsLimits(Packet packet, IcmpReport report, IcmpCounters count) {
        NetInterface from = interfaces.find(packet.interfaceIndex());
        long high = IpPacket.sourceHigh(packet);
        long low = IpPacket.sourceLow(packet);
        boolean stays = (from != null && from.loopback()) || routing.isLocal(high, low);
        if (!report.isLimited() || stays) {
            return false;
        }
        long now = strand.now();
        if (!peerLimits.take(high, low, now)) {
            count.outRateLimitHost.increment();
            return true;
        }
        if (!globalLimit.take(now)) {
            count.outRateLimitGlobal.increment();
            return true;
        }
        return false;
    }

    private static int protocol(boolean isV4) {
        return isV4 ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6;
    }

    /// RFC 1122 §3.2.2, RFC 4443 §2.4 (e): no error about an error, about what went to many, about
    /// a later fragment, nor to what is not a single host.
    private boolean mayReport(Packet packet, IcmpReport report, boolean isV4) {
        long sourceHigh = IpPacket.sourceHigh(packet);
        long sourceLow = IpPacket.sourceLow(packet);
        if (IpAddress.isAny(sourceHigh, sourceLow)
                || IpAddress.isMulticast(sourceHigh, sourceLow)
                || routing.isBroadcast(sourceHigh, sourceLow)) {
            return false;
        }
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        if (IpAddress.isMulticast(high, low) && !report.evenToGroups(isV4)) {
            return false;
        }
        if (routing.isBroadcast(high, low)) {
            return false;
        }
        int at = packet.networkOffset();
        if (isV4 && Ipv4Header.fragmentOffset(packet.head(), at) != 0) {
            return false;
        }
        return !isIcmpError(packet, isV4);
    }

    /// Whether the packet is itself an ICMP error, or may be one for all one can see.
    private boolean isIcmpError(Packet packet, boolean isV4) {
        byte[] head = packet.head();
        int at = packet.networkOffset();
        int protocol = isV4 ? Ipv4Header.protocol(head, at) : Ipv6Header.nextHeader(head, at);
        if (protocol != protocol(isV4)) {
            return !isV4 && ExtensionChain.begins(protocol) && hidesIcmpError(packet);
        }
        int header = isV4 ? Ipv4Header.headerLength(head, at) : Ipv6Header.LENGTH;
        return isErrorAt(packet, header, isV4);
    }

    private boolean hidesIcmpError(Packet packet) {
        packet.pull(Math.min(packet.length(), ExtensionChain.MAX_BYTES));
        int end = packet.headOffset() + packet.headLength();
        return switch (chain.skip(packet.head(), packet.networkOffset(), end)) {
            case TRANSPORT ->
                    chain.protocol() == Inet.IPPROTO_ICMPV6
                            && isErrorAt(packet, chain.offset(), false);
            case FRAGMENT -> isPartOfIcmpError(packet, packet.networkOffset() + chain.offset());
            case NOTHING, SILENT, BAD_FIELD, UNKNOWN_OPTION, UNKNOWN_OPTION_UNICAST, BAD_NEXT ->
                    false;
        };
    }

    /// Whether a fragment is one of an ICMPv6 error, or may be for all one can see.
    private static boolean isPartOfIcmpError(Packet packet, int at) {
        int header = at - packet.networkOffset();
        int consumed = packet.headOffset() - packet.networkOffset();
        if (!packet.pull(Math.max(0, header + FragmentHeader.LENGTH - consumed))) {
            return true;
        }
        byte[] head = packet.head();
        return FragmentHeader.nextHeader(head, at) == Inet.IPPROTO_ICMPV6
                && (FragmentHeader.offset(head, at) > 0
                        || isErrorAt(packet, header + FragmentHeader.LENGTH, false));
    }

    private static boolean isErrorAt(Packet packet, int header, boolean isV4) {
        int consumed = packet.headOffset() - packet.networkOffset();
        if (!packet.pull(Math.max(0, header + 1 - consumed))) {
            return true;
        }
        int type = IcmpHeader.type(packet.head(), packet.networkOffset() + header);
        return isV4 ? IcmpType.isError(type) : Icmpv6Type.isError(type);
    }

    /// From the address that the packet was sent to, where that is this host's alone.
    private void aimAtSource(Packet packet) {
        long high = IpPacket.destinationHigh(packet);
        long low = IpPacket.destinationLow(packet);
        boolean own = routing.isLocal(high, low);
        flow.from(own ? high : 0, own ? low : 0, 0);
        flow.to(
                IpPacket.sourceHigh(packet),
                IpPacket.sourceLow(packet),
                IpPacket.sourceScope(packet));
    }

    /// As much of the packet, from its network header on, as goes into an error.
    private Packet quote(Packet packet, boolean isV4) {
        int most =
                (isV4 ? MAX_V4 - Ipv4Header.LENGTH : Ipv6Header.MIN_MTU - Ipv6Header.LENGTH)
                        - IcmpHeader.LENGTH;
        int consumed = Math.min(most, packet.headOffset() - packet.networkOffset());
        Packet error = pool.take();
        error.append(packet.head(), packet.networkOffset(), consumed);
        error.appendShared(packet, 0, Math.min(packet.length(), most - consumed));
        return error;
    }

    private Packet finish(Packet error, IcmpReport report, int rest, boolean isV4) {
        int at = error.push(IcmpHeader.LENGTH);
        IcmpHeader.write(error.head(), at, report.type(isV4), report.code(isV4), rest);
        int checksum =
                isV4
                        ? Checksum.finish(error.checksum(0, error.length(), 0))
                        : flow.checksum(error, Inet.IPPROTO_ICMPV6);
        IcmpHeader.checksum(error.head(), at, checksum);
        return error;
    }
}
