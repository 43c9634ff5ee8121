package io.sockit.inet.icmp;

import io.sockit.inet.extension.ExtensionChain;
import io.sockit.inet.extension.FragmentHeader;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpPacket;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.TransportInput;
import io.sockit.spi.packet.Packet;

import jakarta.inject.Inject;

/// Opens the packet that an ICMP error quotes: what comes back of one that this host sent. None of
/// it can be trusted, each length is checked. On the strand.
final class QuotedPacket {
    /// What [#openV4] and [#openV6] answer for what is not a packet.
    static final int NONE = -1;

    private final Routing routing;
    private final ExtensionChain chain = new ExtensionChain();

    @Inject
    QuotedPacket(Routing routing) {
        this.routing = routing;
    }

    /// Moves to the quoted transport header, with its network header marked.
    ///
    /// @param packet its data begins with a quoted IPv4 header
    /// @return the transport's protocol number, or [#NONE]
    int openV4(Packet packet) {
        if (!packet.pull(Ipv4Header.LENGTH)) {
            return NONE;
        }
        int at = packet.headOffset();
        int header = Ipv4Header.headerLength(packet.head(), at);
        if (Ipv4Header.version(packet.head(), at) != Ipv4Header.VERSION
                || header < Ipv4Header.LENGTH
                || Ipv4Header.fragmentOffset(packet.head(), at) != 0
                || !packet.pull(header + TransportInput.QUOTED)) {
            return NONE;
        }
        packet.markNetwork();
        int protocol = Ipv4Header.protocol(packet.head(), packet.headOffset());
        return enter(packet, header) ? protocol : NONE;
    }

    /// Moves to the quoted transport header, with its network header marked.
    ///
    /// @param packet its data begins with a quoted IPv6 header
    /// @return the transport's protocol number, or [#NONE]
    int openV6(Packet packet) {
        if (!packet.pull(Ipv6Header.LENGTH)
                || Ipv6Header.version(packet.head(), packet.headOffset()) != Ipv6Header.VERSION) {
            return NONE;
        }
        packet.markNetwork();
        if (IpAddress.isV4(IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet))
                || IpAddress.isV4(
                        IpPacket.destinationHigh(packet), IpPacket.destinationLow(packet))) {
            return NONE;
        }
        packet.pull(Math.min(packet.length(), Ipv6Header.LENGTH + ExtensionChain.MAX_BYTES));
        int at = packet.headOffset();
        ExtensionChain.Verdict verdict = chain.walk(packet.head(), at, at + packet.headLength());
        return switch (verdict) {
            case TRANSPORT -> open(packet, chain.offset(), chain.protocol());
            case FRAGMENT -> openFirstFragment(packet, chain.offset());
            case NOTHING, SILENT, BAD_FIELD, UNKNOWN_OPTION, UNKNOWN_OPTION_UNICAST, BAD_NEXT ->
                    NONE;
        };
    }

    /// A packet that this host has cut: its first part tells whose it is.
    private int openFirstFragment(Packet packet, int header) {
        if (!packet.pull(header + FragmentHeader.LENGTH)) {
            return NONE;
        }
        int at = packet.headOffset() + header;
        return FragmentHeader.offset(packet.head(), at) == 0
                ? open(
                        packet,
                        header + FragmentHeader.LENGTH,
                        FragmentHeader.nextHeader(packet.head(), at))
                : NONE;
    }

    private int open(Packet packet, int header, int protocol) {
        return packet.pull(header + TransportInput.QUOTED) && enter(packet, header)
                ? protocol
                : NONE;
    }

    private boolean enter(Packet packet, int header) {
        packet.consume(header);
        packet.markTransport();
        return routing.isLocal(IpPacket.sourceHigh(packet), IpPacket.sourceLow(packet));
    }
}
