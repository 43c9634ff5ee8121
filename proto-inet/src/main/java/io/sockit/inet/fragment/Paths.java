package io.sockit.inet.fragment;

import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.MtuDiscovery;
import io.sockit.spi.RandomStreams;
import io.sockit.spi.Strand;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import java.util.function.LongSupplier;

/// What is known of paths, of both families: how large packets may be on the way to a destination.
/// On the strand.
@Singleton
public final class Paths {
    private final PathSettings settings;
    private final LongSupplier clock;
    private final PathMtus v4;
    private final PathMtus v6;

    @Inject
    Paths(SysctlRegistry sysctls, Strand strand, RandomStreams random) {
        this.settings = PathSettings.of(sysctls);
        this.clock = strand::now;
        long secret = random.stream("ip.path.hash").nextLong();
        this.v4 = new PathMtus(settings.secondsV4(), secret);
        this.v6 = new PathMtus(settings.secondsV6(), secret);
    }

    /// Whether new sockets discover IPv4 paths: `net.ipv4.ip_no_pmtu_disc` is off. Any thread.
    public boolean discovers() {
        return !settings.noDiscovery().value();
    }

    /// What is known of a flow's path: for [#mtu] and [#locked].
    public int find(IpFlow flow) {
        PathMtus known = flow.isV4() ? v4 : v6;
        return known.find(flow.destinationHigh(), flow.destinationLow(), clock);
    }

    /// Whether nothing is known of what [#find] answered.
    public static boolean unknown(int found) {
        return found == PathMtus.UNKNOWN;
    }

    /// As [#find], where the mode heeds it.
    public int find(IpFlow flow, MtuDiscovery mode) {
        return mode.heedsPath() ? find(flow) : PathMtus.UNKNOWN;
    }

    /// The largest packet that passes a link and the way behind it.
    public static int mtu(int found, int link) {
        return PathMtus.mtu(found, link);
    }

    /// Whether the way is narrower than a path MTU may be: then routers must be let cut.
    public static boolean locked(int found) {
        return PathMtus.locked(found);
    }

    /// Learns from an ICMP error about a packet that a socket sent.
    ///
    /// @param told the largest packet that passes; over IPv4 0 where the router did not say
    public void learn(Packet quoted, int told) {
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
                clock);
    }
}
