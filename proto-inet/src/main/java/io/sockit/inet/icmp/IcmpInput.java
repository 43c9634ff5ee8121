package io.sockit.inet.icmp;

import io.sockit.inet.spi.Cast;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// ICMP input (RFC 792, RFC 1122 §3.2.2). On the strand.
@Singleton
public final class IcmpInput extends MessageInput {
    private static final int MTU = 0xffff; // RFC 1191 §4: the lower half of the rest

    private final IcmpSysctls sysctls;

    @Inject
    IcmpInput(Parts parts, IcmpSysctls sysctls) {
        super(parts, true);
        this.sysctls = sysctls;
    }

    @Override
    boolean verifies(Packet packet) {
        return packet.checksumState() != ChecksumState.NONE
                || Checksum.finish(packet.checksum(0, packet.length(), 0)) == 0;
    }

    @Override
    void dispatch(Packet packet, Cast cast, int type) {
        boolean toAll = cast != Cast.UNICAST;
        if (type == IcmpType.ECHO_REQUEST) {
            request(
                    packet,
                    cast,
                    sysctls.echoIgnoreAll.value()
                            || (toAll && sysctls.echoIgnoreBroadcasts.value()));
        } else if (toAll) {
            counters.drop(packet, count.inNotUnicast); // as Linux
        } else if (type == IcmpType.ECHO_REPLY) {
            reply(packet);
        } else {
            int code = IcmpHeader.code(packet.head(), packet.headOffset());
            error(packet, IcmpType.error(type, code));
        }
    }

    @Override
    int mtu(int rest) {
        return rest & MTU;
    }

    @Override
    public int checksumOffset() {
        return -1; // no pseudo-header, so it is never left to a device
    }
}
