package io.sockit.inet.icmp;

import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IcmpError;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.transport.Transports;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

/// What input is for ICMP and ICMPv6: requests are answered, replies given to echo sockets and
/// errors to transports. On the strand.
abstract class MessageInput implements TransportInput {
    final CounterRegistry counters;
    final IcmpCounters count;
    private final Parts parts;
    private final boolean v4;

    /// What both are made of.
    record Parts(
            EchoReplier replier,
            EchoSockets sockets,
            QuotedPacket quoted,
            Transports transports,
            CounterRegistry counters) {
        @Inject
        Parts {}
    }

    MessageInput(Parts parts, boolean isV4) {
        this.parts = parts;
        this.counters = parts.counters;
        this.v4 = isV4;
        this.count = new IcmpCounters(counters, isV4 ? "Icmp" : "Icmp6");
    }

    @Override
    public final void input(Packet packet, Cast cast) {
        count.inMsgs.increment();
        if (IpPacket.isV4(packet) != v4) {
            counters.drop(packet, count.inWrongFamily);
        } else if (!packet.pull(IcmpHeader.LENGTH)) {
            counters.drop(packet, count.inTruncatedMsgs);
        } else if (!verifies(packet)) {
            counters.drop(packet, count.inCsumErrors);
        } else {
            dispatch(packet, cast, IcmpHeader.type(packet.head(), packet.headOffset()));
        }
    }

    abstract boolean verifies(Packet packet);

    /// Takes over a message whose header is there and whose checksum is right.
    abstract void dispatch(Packet packet, Cast cast, int type);

    /// @param ignored whether the host is set not to answer it
    final void request(Packet packet, Cast cast, boolean ignored) {
        if (ignored || EchoReplier.isFromNobody(packet)) {
            counters.drop(packet, count.inEchoIgnored);
            return;
        }
        count.inEchos.increment();
        if (parts.replier.reply(packet, cast, v4)) {
            count.outEchoReps.increment();
            count.outMsgs.increment();
        }
    }

    final void reply(Packet packet) {
        parts.sockets.deliver(packet, v4, count);
    }

    /// Tells the transport of what the error quotes.
    ///
    /// @param error null where it is not known
    final void error(Packet packet, @Nullable IcmpError error) {
        if (error == null) {
            counters.drop(packet, count.inUnknownTypes);
            return;
        }
        int rest = IcmpHeader.rest(packet.head(), packet.headOffset());
        int mtu = error == IcmpError.MESSAGE_TOO_BIG ? mtu(rest) : 0;
        packet.mark(packet.networkOffset()); // for IcmpQuote
        packet.consume(IcmpHeader.LENGTH);
        int protocol = v4 ? parts.quoted.openV4(packet) : parts.quoted.openV6(packet);
        if (protocol == QuotedPacket.NONE
                || !parts.transports.icmpError(packet, protocol, error, mtu)) {
            counters.drop(packet, count.inQuoteErrors);
            return;
        }
        count.inErrs.increment();
        packet.release();
    }

    /// What a message that was too big is told.
    ///
    /// @param rest the second half of the header
    /// @return the largest packet that passes, or 0 where it is not said
    abstract int mtu(int rest);

    /// About an echo request that this host sent; or a reply over IPv6, where no router cuts it.
    @Override
    public final void icmpError(Packet packet, IcmpError error, int mtu) {
        if (IpPacket.isV4(packet) != v4) {
            return;
        }
        int type = IcmpHeader.type(packet.head(), packet.headOffset());
        if (type == (v4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST)) {
            parts.sockets.icmpError(packet, error, mtu, v4);
        } else if (!v4 && type == Icmpv6Type.ECHO_REPLY && error == IcmpError.MESSAGE_TOO_BIG) {
            parts.replier.tooBig(packet, mtu);
        }
    }
}
