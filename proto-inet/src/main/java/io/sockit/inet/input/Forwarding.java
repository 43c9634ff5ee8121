package io.sockit.inet.input;

import io.sockit.api.Errno;
import io.sockit.inet.fragment.Fragmenter;
import io.sockit.inet.icmp.IcmpReport;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.output.ChecksumCompletion;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// A router's work (RFC 1812 §5.2, RFC 8200 §3): passes on packets for others where the host is set
/// to do so. Each packet ends here. On the strand.
@Singleton
final class Forwarding {
    private final Routing routing;
    private final Fragmenter fragmenter;
    private final ChecksumCompletion checksums;
    private final IcmpReporter reporter;
    private final BooleanSysctl forwardV4;
    private final BooleanSysctl forwardV6;
    private final CounterRegistry counters;
    private final IpFlow flow;
    private final InputCounters v4;
    private final InputCounters v6;

    @Inject
    Forwarding(
            Routing routing,
            Fragmenter fragmenter,
            ChecksumCompletion checksums,
            IcmpReporter reporter,
            InetSettings settings,
            SysctlRegistry sysctls,
            CounterRegistry counters) {
        this.routing = routing;
        this.fragmenter = fragmenter;
        this.checksums = checksums;
        this.reporter = reporter;
        this.forwardV4 =
                sysctls.flag(
                        "net.ipv4.ip_forward",
                        false,
                        "Whether IPv4 packets for others are passed on.");
        this.forwardV6 =
                sysctls.flag(
                        "net.ipv6.conf.all.forwarding",
                        false,
                        "Whether IPv6 packets for others are passed on.");
        this.counters = counters;
        this.flow = settings.hostFlow();
        this.v4 = new InputCounters(counters, "Ip");
        this.v6 = new InputCounters(counters, "Ip6");
    }

    /// @param packet its data begins with the checked header
    void forward(Packet packet) {
        boolean isV4 = IpPacket.isV4(packet);
        InputCounters count = isV4 ? v4 : v6;
        boolean router = (isV4 ? forwardV4 : forwardV6).value();
        Counter fault = router ? pass(packet, count) : count.inAddrErrors;
        if (fault != null) {
            counters.drop(packet, fault);
        }
    }

    /// @return null where the packet is on its way, else why it is to be dropped
    private @Nullable Counter pass(Packet packet, InputCounters count) {
        if (!mayLeaveItsLink(packet)) {
            reportScope(packet);
            return count.inNotForwarded;
        }
        if (IpPacket.hopLimit(packet) <= 1) {
            reporter.report(packet, IcmpReport.HOPS_EXCEEDED, 0);
            return count.inHopsExceeded;
        }
        // The packet has its source: the route need not choose one.
        flow.from(IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet), 0);
        flow.to(IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet), 0);
        Errno errno = routing.find(flow);
        NetInterface out = flow.out();
        if (errno != null || out == null) {
            return unreachable(packet, errno, count);
        }
        boolean fits = packet.length() <= out.mtu();
        if (!fits && !mayBeCut(packet)) {
            fragmenter.mustNotCut(IpPacket.isV4(packet));
            reporter.report(packet, IcmpReport.TOO_BIG, out.mtu());
            return count.inTooBigErrors;
        }
        count.forwDatagrams.increment();
        countDown(packet);
        if (!fits || !out.offloadsChecksums()) {
            checksums.complete(packet);
        }
        if (fits) {
            flow.nextHop().send(packet, out);
        } else {
            fragmenter.sendV4(packet, out, flow.nextHop(), out.mtu());
        }
        return null;
    }

    private Counter unreachable(Packet packet, @Nullable Errno errno, InputCounters count) {
        if (errno == Errno.EACCES) {
            return count.inNotForwarded; // a directed broadcast (RFC 2644)
        }
        if (errno != Errno.ENOBUFS) { // there is a way, but no room for one more neighbour
            reporter.report(packet, IcmpReport.NET_UNREACHABLE, 0);
        }
        return count.inNoRoutes;
    }

    /// RFC 3927 §2.7, RFC 4291 §2.5.6, and loopback addresses, which were refused before.
    private static boolean mayLeaveItsLink(Packet packet) {
        long sourceHigh = IpPacket.sourceHigh(packet);
        long sourceLow = IpPacket.sourceLow(packet);
        return !IpAddress.isLinkLocal(
                        IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet))
                && !IpAddress.isLinkLocal(sourceHigh, sourceLow)
                && !IpAddress.isAny(sourceHigh, sourceLow);
    }

    /// Routers cut IPv4 packets only, and only those that do not forbid it (RFC 791 §2.3).
    private static boolean mayBeCut(Packet packet) {
        return IpPacket.isV4(packet)
                && !Ipv4Header.dontFragment(packet.head(), packet.headOffset());
    }

    /// Says to an IPv6 source that only its own link knows what it asked for (RFC 4443 §3.1).
    private void reportScope(Packet packet) {
        boolean beyond =
                !IpPacket.isV4(packet)
                        && IpAddress.isLinkLocal(
                                IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet))
                        && !IpAddress.isLinkLocal(
                                IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet));
        if (beyond) {
            reporter.report(packet, IcmpReport.BEYOND_SCOPE, 0);
        }
    }

    private static void countDown(Packet packet) {
        if (IpPacket.isV4(packet)) {
            Ipv4Header.decrementTimeToLive(packet.head(), packet.headOffset());
        } else {
            Ipv6Header.decrementHopLimit(packet.head(), packet.headOffset());
        }
    }
}
