package io.sockit.inet.spi;

import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.packet.Packet;

/// The input row of a transport (Linux `inet_add_protocol`): takes what arrives for one IP protocol
/// number, over IPv4 and IPv6. On the strand. What it throws is charged to its plug-in.
public interface TransportInput {
    /// Where input rows are contributed.
    ExtensionPoint<IpProtocol, TransportInput> POINT =
            new ExtensionPoint<>("input", IpProtocol.class, TransportInput.class);

    /// Bytes of the transport header that an ICMP error quotes at least (RFC 792).
    int QUOTED = 8;

    /// Takes over a packet for this host, unless it throws. Its data begins with the transport
    /// header (of which nothing is checked), where [Packet#transportOffset] is marked, and ends
    /// where the network header says; link padding is cut off. [IpPacket] reads the network header.
    ///
    /// @param cast how it was addressed
    void input(Packet packet, Cast cast);

    /// Hears that a packet which this host sent met an error.
    ///
    /// @param quoted what came back of it, valid during the call, the caller's: its data begins
    ///     with the transport header, of which at least [#QUOTED] bytes lie in the head. [IpPacket]
    ///     reads the quoted network header: the source is this host, the destination the peer.
    ///     [IcmpQuote] reads the error around it.
    ///     Nothing of it can be trusted: whoever forges an error must at least match addresses and
    ///     ports
    /// @param mtu for [IcmpError#MESSAGE_TOO_BIG] the largest packet that passes, or 0 where it is
    ///     not said; else 0
    void icmpError(Packet quoted, IcmpError error, int mtu);

    /// Where in the transport header the checksum is, over pseudo-header and data, for a router to
    /// complete it in a packet that came PARTIAL; -1 where there is no such field.
    int checksumOffset();
}
