package io.sockit.inet;

import io.sockit.inet.fragment.PathMtus;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.MtuDiscovery;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// What is known of paths, of both families. On the strand.
@Singleton
final class Paths {
    private final PathSysctls settings;
    private final Strand strand;
    private final PathMtus v4;
    private final PathMtus v6;

    @Inject
    Paths(InetSysctls sysctls, Strand strand, RandomStreams random) {
        this.settings = sysctls.paths;
        this.strand = strand;
        long secret = random.stream("ip.path.hash").nextLong();
        this.v4 = new PathMtus(settings.secondsV4(), secret);
        this.v6 = new PathMtus(settings.secondsV6(), secret);
    }

    /// What is known of a flow's path: for [PathMtus#mtu].
    int find(IpFlow flow) {
        PathMtus known = flow.isV4() ? v4 : v6;
        return known.find(flow.destinationHigh(), flow.destinationLow(), strand.now());
    }

    /// As [#find], where the mode heeds it.
    int find(IpFlow flow, MtuDiscovery mode) {
        return mode.heedsPath() ? find(flow) : PathMtus.UNKNOWN;
    }

    /// Learns from an ICMP error about a packet that a socket sent.
    ///
    /// @param told the largest packet that passes; over IPv4 0 where the router did not say
    void learn(Packet quoted, int told) {
        boolean isV4 = IpPacket.isV4(quoted);
        if (isV4 ? settings.noDiscovery().value() : told == 0) {
            return;
        }
        PathMtus known = isV4 ? v4 : v6;
        known.learn(
                IpPacket.destinationHigh(quoted),
                IpPacket.destinationLow(quoted),
                told,
                isV4 ? settings.leastV4().value() : Ipv6Header.MIN_MTU,
                strand.now());
    }
}
