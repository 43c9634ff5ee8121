package io.sockit.inet;

import io.sockit.api.Errno;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Bytes;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// A router's work (RFC 1812 §5.2, RFC 8200 §3): passes on packets for others where the host is set
/// to do so. Each packet ends here. On the strand.
@Singleton
final class Forwarding {
    /// The other zero of ones' complement: what UDP writes, for which 0 means none, and all others
    /// may.
    private static final int NONZERO = 0xffff;

    private final Routing routing;
    private final Transports transports;
    private final IcmpReporter reporter;
    private final InetSysctls sysctls;
    private final CounterRegistry counters;
    private final IpFlow flow;
    private final IpCounters v4;
    private final IpCounters v6;

    @Inject
    Forwarding(
            Routing routing,
            Transports transports,
            IcmpReporter reporter,
            InetSysctls sysctls,
            CounterRegistry counters) {
        this.routing = routing;
        this.transports = transports;
        this.reporter = reporter;
        this.sysctls = sysctls;
        this.counters = counters;
        this.flow = sysctls.systemFlow();
        this.v4 = new IpCounters(counters, "Ip");
        this.v6 = new IpCounters(counters, "Ip6");
    }

    /// @param packet its data begins with the checked header
    void forwardV4(Packet packet) {
        Counter fault = sysctls.forwardV4.value() ? pass(packet, v4) : v4.inAddrErrors;
        if (fault != null) {
            counters.drop(packet, fault);
        }
    }

    /// @param packet its data begins with the checked header
    void forwardV6(Packet packet) {
        Counter fault = sysctls.forwardV6.value() ? pass(packet, v6) : v6.inAddrErrors;
        if (fault != null) {
            counters.drop(packet, fault);
        }
    }

    /// @return null where the packet is on its way, else why it is to be dropped
    private @Nullable Counter pass(Packet packet, IpCounters count) {
        if (!mayLeaveItsLink(packet)) {
            return count.inNotForwarded;
        }
        if (IpPacket.hopLimit(packet) <= 1) {
            reporter.report(packet, IcmpReport.HOPS_EXCEEDED, 0);
            return count.inHopsExceeded;
        }
        // The source is only looked at, so none has to be chosen.
        flow.from(IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet), 0);
        flow.to(IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet), 0);
        Errno errno = routing.find(flow);
        NetInterface out = flow.out();
        if (errno != null || out == null) {
            return unreachable(packet, errno, count);
        }
        if (packet.length() > out.mtu()) {
            reporter.report(packet, IcmpReport.TOO_BIG, out.mtu());
            return count.inTooBigErrors;
        }
        count.forwDatagrams.increment();
        countDown(packet);
        completeChecksum(packet, out);
        out.output(packet, flow.nextHop());
        return null;
    }

    private Counter unreachable(Packet packet, @Nullable Errno errno, IpCounters count) {
        if (errno == Errno.EACCES) {
            return count.inNotForwarded; // a directed broadcast (RFC 2644)
        }
        boolean host = errno == Errno.EHOSTUNREACH;
        reporter.report(packet, host ? IcmpReport.HOST_UNREACHABLE : IcmpReport.NET_UNREACHABLE, 0);
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

    private static void countDown(Packet packet) {
        if (IpPacket.isV4(packet)) {
            Ipv4Header.decrementTimeToLive(packet.head(), packet.headOffset());
        } else {
            Ipv6Header.decrementHopLimit(packet.head(), packet.headOffset());
        }
    }

    /// Does what a device that offloads checksums left undone, if the next one does not do it.
    private void completeChecksum(Packet packet, NetInterface out) {
        if (packet.checksumState() != ChecksumState.PARTIAL || out.offloadsChecksums()) {
            return;
        }
        byte[] head = packet.head();
        int at = packet.headOffset();
        boolean isV4 = IpPacket.isV4(packet);
        int header = isV4 ? Ipv4Header.headerLength(head, at) : Ipv6Header.LENGTH;
        int protocol = isV4 ? Ipv4Header.protocol(head, at) : Ipv6Header.nextHeader(head, at);
        int field = transports.checksumOffset(protocol);
        if (field < 0 || !packet.pull(header + field + Short.BYTES)) {
            return;
        }
        // The field holds the pseudo-header's sum, so it goes into the sum like the rest.
        int checksum = Checksum.finish(packet.checksum(header, packet.length() - header, 0));
        int written = checksum == 0 ? NONZERO : checksum;
        Bytes.u16(packet.head(), packet.headOffset() + header + field, written);
        packet.checksumState(ChecksumState.NONE);
    }
}
