package io.sockit.inet.icmp;

import io.sockit.inet.Inet;
import io.sockit.inet.output.IpSender;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.IpPacket;
import io.sockit.spi.packet.Checksum;
import io.sockit.spi.packet.ChecksumState;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;

/// Turns echo requests into replies, in place. On the strand.
final class EchoReplier {
    private final IpSender sender;
    private final IpFlow flow;

    @Inject
    EchoReplier(IpSender sender, InetSettings settings) {
        this.sender = sender;
        this.flow = settings.hostFlow();
    }

    /// Whether a request is from a host without address, to which nothing can be sent.
    static boolean isFromNobody(Packet request) {
        return IpAddress.isThisNetwork(IpPacket.sourceHigh(request), IpPacket.sourceLow(request));
    }

    /// Sends the reply to a request, from the address that the request was sent to (RFC 1122
    /// §3.2.2.6) and with its type of service (§3.2.2). Takes the packet over.
    ///
    /// @param request its data begins with the ICMP header
    /// @return whether the reply is on its way; else it was dropped
    boolean reply(Packet request, Cast cast, boolean isV4) {
        boolean own = cast == Cast.UNICAST;
        flow.from(
                own ? IpPacket.destinationHigh(request) : 0,
                own ? IpPacket.destinationLow(request) : 0,
                0);
        flow.to(
                IpPacket.sourceHigh(request),
                IpPacket.sourceLow(request),
                IpPacket.sourceScope(request));
        flow.header(IpFlow.OF_SOCKET, IpPacket.trafficClass(request));
        request.uncharge(); // the sender of the request does not pay for the reply
        request.checksumState(ChecksumState.NONE);
        request.segmentSize(0);
        return isV4 ? finishV4(request) : finishV6(request);
    }

    /// Hears that a reply was too large for its path. Replies are not remembered, so whoever knows
    /// two addresses can say so: as on Linux, it is believed, and the least that IPv6 carries still
    /// passes.
    ///
    /// @param reply what is quoted of it; it stays the caller's
    void tooBig(Packet reply, int mtu) {
        sender.tooBig(reply, mtu);
    }

    private boolean finishV4(Packet reply) {
        byte[] head = reply.head();
        int at = reply.headOffset();
        int checksum =
                Checksum.update16(
                        IcmpHeader.checksum(head, at),
                        IcmpType.ECHO_REQUEST << Byte.SIZE,
                        IcmpType.ECHO_REPLY << Byte.SIZE);
        IcmpHeader.type(head, at, IcmpType.ECHO_REPLY);
        IcmpHeader.checksum(head, at, checksum);
        return sender.send(reply, flow, Inet.IPPROTO_ICMP) == null;
    }

    private boolean finishV6(Packet reply) {
        byte[] head = reply.head();
        int at = reply.headOffset();
        IcmpHeader.type(head, at, Icmpv6Type.ECHO_REPLY);
        IcmpHeader.checksum(head, at, 0);
        if (sender.find(flow)
                == null) { // else there is no interface to ask, and it is dropped below
            int checksum = flow.checksum(reply, Inet.IPPROTO_ICMPV6);
            IcmpHeader.checksum(head, at, checksum);
        }
        return sender.send(reply, flow, Inet.IPPROTO_ICMPV6) == null;
    }
}
