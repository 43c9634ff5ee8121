package io.sockit.inet.icmp;

import io.sockit.inet.Inet;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// ICMPv6 input (RFC 4443, RFC 4861). On the strand.
@Singleton
public final class Icmpv6Input extends MessageInput {
    private final IcmpSysctls sysctls;
    private final NeighbourDiscovery discovery;

    @Inject
    Icmpv6Input(Parts parts, IcmpSysctls sysctls, NeighbourDiscovery discovery) {
        super(parts, false);
        this.discovery = discovery;
        this.sysctls = sysctls;
    }

    @Override
    boolean verifies(Packet packet) {
        return IpPacket.verifies(packet, Inet.IPPROTO_ICMPV6);
    }

    @Override
    void dispatch(Packet packet, Cast cast, int type) {
        switch (type) {
            case Icmpv6Type.ECHO_REQUEST -> request(packet, cast, sysctls.echoIgnoreAllV6.value());
            case Icmpv6Type.ECHO_REPLY -> reply(packet);
            case Icmpv6Type.NEIGHBOR_SOLICITATION, Icmpv6Type.NEIGHBOR_ADVERTISEMENT ->
                    discovery.input(packet, type);
            default -> {
                int code = IcmpHeader.code(packet.head(), packet.headOffset());
                error(packet, Icmpv6Type.error(type, code));
            }
        }
    }

    @Override
    int mtu(int rest) {
        // RFC 8201 §4: never below what every link carries; a number beyond an int says nothing.
        return rest < 0 ? 0 : Math.max(rest, Ipv6Header.MIN_MTU);
    }

    @Override
    public int checksumOffset() {
        return IcmpHeader.CHECKSUM_OFFSET;
    }
}
