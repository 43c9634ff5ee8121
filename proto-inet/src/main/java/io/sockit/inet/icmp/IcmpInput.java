package io.sockit.inet.icmp;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// ICMP input (RFC 792, RFC 1122 §3.2.2): answers echo requests, gives replies to echo sockets and
/// errors to transports. On the strand.
@Singleton
public final class IcmpInput implements TransportInput {
    private static final int MTU = 0xffff; // RFC 1191 §4: the lower half of the rest

    private final EchoReplier replier;
    private final EchoSockets sockets;
    private final QuotedPacket quoted;
    private final Transports transports;
    private final IcmpSysctls sysctls;
    private final CounterRegistry counters;
    private final IcmpCounters count;

    @Inject
    IcmpInput(
            EchoReplier replier,
            EchoSockets sockets,
            QuotedPacket quoted,
            Transports transports,
            IcmpSysctls sysctls,
            CounterRegistry counters) {
        this.replier = replier;
        this.sockets = sockets;
        this.quoted = quoted;
        this.transports = transports;
        this.sysctls = sysctls;
        this.counters = counters;
        this.count = new IcmpCounters(counters, "Icmp");
    }

    @Override
    public void input(Packet packet, Cast cast) {
        count.inMsgs.increment();
        if (!IpPacket.isV4(packet)) {
            counters.drop(packet, count.inWrongFamily);
        } else if (!packet.pull(IcmpHeader.LENGTH)) {
            counters.drop(packet, count.inTruncatedMsgs);
        } else if (packet.checksumState() == ChecksumState.NONE
                && Checksum.finish(packet.checksum(0, packet.length(), 0)) != 0) {
            counters.drop(packet, count.inCsumErrors);
        } else {
            dispatch(packet, cast);
        }
    }

    private void dispatch(Packet packet, Cast cast) {
        int type = IcmpHeader.type(packet.head(), packet.headOffset());
        if (type == IcmpType.ECHO_REQUEST) {
            request(packet, cast);
        } else if (cast != Cast.UNICAST) {
            counters.drop(packet, count.inNotUnicast); // as Linux
        } else if (type == IcmpType.ECHO_REPLY) {
            sockets.deliver(packet, true, count);
        } else {
            error(packet, type);
        }
    }

    private void request(Packet packet, Cast cast) {
        boolean ignored =
                sysctls.echoIgnoreAll.value()
                        || EchoReplier.isFromNobody(packet)
                        || (cast != Cast.UNICAST && sysctls.echoIgnoreBroadcasts.value());
        if (ignored) {
            counters.drop(packet, count.inEchoIgnored);
            return;
        }
        count.inEchos.increment();
        if (replier.reply(packet, cast, true)) {
            count.outEchoReps.increment();
            count.outMsgs.increment();
        }
    }

    private void error(Packet packet, int type) {
        int code = IcmpHeader.code(packet.head(), packet.headOffset());
        IcmpError error = IcmpType.error(type, code);
        if (error == null) {
            counters.drop(packet, count.inUnknownTypes);
            return;
        }
        int rest = IcmpHeader.rest(packet.head(), packet.headOffset());
        packet.mark(packet.networkOffset()); // for IcmpQuote
        packet.consume(IcmpHeader.LENGTH);
        int protocol = quoted.openV4(packet);
        int mtu = error == IcmpError.MESSAGE_TOO_BIG ? rest & MTU : 0;
        if (protocol == QuotedPacket.NONE || !transports.icmpError(packet, protocol, error, mtu)) {
            counters.drop(packet, count.inQuoteErrors);
            return;
        }
        count.inErrs.increment();
        packet.release();
    }

    /// About an echo request that this host sent.
    @Override
    public void icmpError(Packet packet, IcmpError error, int mtu) {
        int type = IcmpHeader.type(packet.head(), packet.headOffset());
        if (type == IcmpType.ECHO_REQUEST && IpPacket.isV4(packet)) {
            sockets.icmpError(packet, error, mtu, true);
        }
    }

    @Override
    public int checksumOffset() {
        return -1; // no pseudo-header, so it is never left to a device
    }
}
