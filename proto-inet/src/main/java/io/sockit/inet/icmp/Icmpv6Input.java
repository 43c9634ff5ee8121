package io.sockit.inet.icmp;

import io.sockit.inet.Inet;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// ICMPv6 input (RFC 4443): answers echo requests, gives replies to echo sockets and errors to
/// transports. On the strand.
@Singleton
public final class Icmpv6Input implements TransportInput {
    private final EchoReplier replier;
    private final EchoSockets sockets;
    private final QuotedPacket quoted;
    private final Transports transports;
    private final IcmpSysctls sysctls;
    private final CounterRegistry counters;
    private final IcmpCounters count;

    @Inject
    Icmpv6Input(
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
        this.count = new IcmpCounters(counters, "Icmp6");
    }

    @Override
    public void input(Packet packet, Cast cast) {
        count.inMsgs.increment();
        if (IpPacket.isV4(packet)) {
            counters.drop(packet, count.inWrongFamily);
        } else if (!packet.pull(IcmpHeader.LENGTH)) {
            counters.drop(packet, count.inTruncatedMsgs);
        } else if (!IpPacket.verifies(packet, Inet.IPPROTO_ICMPV6)) {
            counters.drop(packet, count.inCsumErrors);
        } else {
            dispatch(packet, cast);
        }
    }

    private void dispatch(Packet packet, Cast cast) {
        int type = IcmpHeader.type(packet.head(), packet.headOffset());
        switch (type) {
            case Icmpv6Type.ECHO_REQUEST -> request(packet, cast);
            case Icmpv6Type.ECHO_REPLY -> sockets.deliver(packet, false, count);
            default -> error(packet, type);
        }
    }

    private void request(Packet packet, Cast cast) {
        if (sysctls.echoIgnoreAllV6.value() || EchoReplier.isFromNobody(packet)) {
            counters.drop(packet, count.inEchoIgnored);
            return;
        }
        count.inEchos.increment();
        if (replier.reply(packet, cast, false)) {
            count.outEchoReps.increment();
            count.outMsgs.increment();
        }
    }

    private void error(Packet packet, int type) {
        int code = IcmpHeader.code(packet.head(), packet.headOffset());
        IcmpError error = Icmpv6Type.error(type, code);
        if (error == null) {
            counters.drop(packet, count.inUnknownTypes);
            return;
        }
        int rest = IcmpHeader.rest(packet.head(), packet.headOffset());
        packet.mark(packet.networkOffset()); // for IcmpQuote
        packet.consume(IcmpHeader.LENGTH);
        int protocol = quoted.openV6(packet);
        if (protocol == QuotedPacket.NONE
                || !transports.icmpError(packet, protocol, error, mtu(error, rest))) {
            counters.drop(packet, count.inQuoteErrors);
            return;
        }
        count.inErrs.increment();
        packet.release();
    }

    private static int mtu(IcmpError error, int rest) {
        if (error != IcmpError.MESSAGE_TOO_BIG) {
            return 0;
        }
        // RFC 8201 §4: never below what every link carries; a number beyond an int says nothing.
        return rest < 0 ? 0 : Math.max(rest, Ipv6Header.MIN_MTU);
    }

    /// About an echo request that this host sent.
    @Override
    public void icmpError(Packet packet, IcmpError error, int mtu) {
        int type = IcmpHeader.type(packet.head(), packet.headOffset());
        if (type == Icmpv6Type.ECHO_REQUEST && !IpPacket.isV4(packet)) {
            sockets.icmpError(packet, error, mtu, false);
        }
    }

    @Override
    public int checksumOffset() {
        return IcmpHeader.CHECKSUM_OFFSET;
    }
}
