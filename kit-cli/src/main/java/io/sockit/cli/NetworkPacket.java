package io.sockit.cli;

import io.sockit.api.Link;
import io.sockit.api.LinkType;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.spi.packet.Bytes;

import java.nio.ByteBuffer;

/// The headers of a packet that a tap sees, behind its link header. Immutable.
final class NetworkPacket {
    /// Room for link and network header with all options, and the ports.
    private static final int MOST_BYTES = 128;

    /// IEEE 802.3.
    private static final int ETHERNET_BYTES = 14;

    /// IEEE 802.1Q §9.6.
    private static final int TAG = 0x8100;

    private static final int TAG_BYTES = 4;

    private final int etherType;
    private final byte[] bytes;
    private final int at; // the begin of the network header

    private NetworkPacket(int etherType, byte[] bytes, int at) {
        this.etherType = etherType;
        this.bytes = bytes;
        this.at = at;
    }

    /// Reads a frame as [io.sockit.api.PacketTap] gives it.
    static NetworkPacket of(Link link, int etherType, ByteBuffer frame) {
        byte[] bytes = new byte[Math.min(frame.remaining(), MOST_BYTES)];
        frame.get(frame.position(), bytes);
        if (link.type() != LinkType.ETHERNET) {
            return new NetworkPacket(etherType, bytes, 0);
        }
        int at = ETHERNET_BYTES;
        if (bytes.length < at) {
            return new NetworkPacket(-1, bytes, 0);
        }
        int type = Bytes.u16(bytes, at - Short.BYTES);
        if (type == TAG && bytes.length >= at + TAG_BYTES) {
            at += TAG_BYTES;
            type = Bytes.u16(bytes, at - Short.BYTES);
        }
        return new NetworkPacket(type, bytes, at);
    }

    /// The type of the packet; -1 if its link header is cut off.
    int etherType() {
        return etherType;
    }

    boolean isV4() {
        return etherType == Ipv4Header.ETHERTYPE;
    }

    boolean isV6() {
        return etherType == Ipv6Header.ETHERTYPE;
    }

    /// The protocol of what the IP header carries; -1 if it is cut off, or there is no IP header.
    int protocol() {
        if (isV4() && holds(at + Ipv4Header.LENGTH)) {
            return Ipv4Header.protocol(bytes, at);
        }
        return isV6() && holds(at + Ipv6Header.LENGTH) ? Ipv6Header.nextHeader(bytes, at) : -1;
    }

    /// Whether it is part of a datagram, and not the first.
    boolean isLaterFragment() {
        return isV4() && Ipv4Header.fragmentOffset(bytes, at) != 0;
    }

    boolean holdsPorts() {
        return holds(transport() + 2 * Short.BYTES);
    }

    /// Address and port of the sender.
    Datagrams.End source() {
        long low =
                isV4()
                        ? IpAddress.mapped(Ipv4Header.source(bytes, at))
                        : Ipv6Header.sourceLow(bytes, at);
        long high = isV4() ? 0 : Ipv6Header.sourceHigh(bytes, at);
        return new Datagrams.End(IpAddress.netAddress(high, low), Bytes.u16(bytes, transport()));
    }

    /// Address and port that it is sent to.
    Datagrams.End destination() {
        long low =
                isV4()
                        ? IpAddress.mapped(Ipv4Header.destination(bytes, at))
                        : Ipv6Header.destinationLow(bytes, at);
        long high = isV4() ? 0 : Ipv6Header.destinationHigh(bytes, at);
        int port = Bytes.u16(bytes, transport() + Short.BYTES);
        return new Datagrams.End(IpAddress.netAddress(high, low), port);
    }

    private int transport() {
        return at + (isV4() ? Ipv4Header.headerLength(bytes, at) : Ipv6Header.LENGTH);
    }

    private boolean holds(int end) {
        return bytes.length >= end;
    }
}
