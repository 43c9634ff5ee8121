package io.sockit.pcap;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.pcap.file.LinkHeader;
import io.sockit.pcap.file.PacketDirection;

/// Chooses the frames of the direction that is asked for. One thread at a time.
///
/// Which way a frame went is said by the first of these that can tell: the map, for frames to or
/// from a recorded address; the direction that the capture noted; the host's own addresses. A frame
/// to a group went in, if nothing says it was sent.
final class Selection {
    private final AddressMap map;
    private final Way way;
    private final IpAddressing ip = new IpAddressing();
    private HostAddress[] own = {};

    Selection(AddressMap map, Way way) {
        this.map = map;
        this.way = way;
    }

    /// The host's addresses as of now.
    void own(HostAddress[] addresses) {
        own = addresses;
    }

    /// @param header what was found in front of the packet
    boolean wants(CaptureReader in, LinkHeader header) {
        if (way == Way.BOTH) {
            return true;
        }
        PacketDirection went = went(in, header);
        return went == (way == Way.IN ? PacketDirection.INBOUND : PacketDirection.OUTBOUND);
    }

    /// Which way a frame went, as far as something tells.
    PacketDirection went(CaptureReader in, LinkHeader header) {
        int end = in.offset() + in.length();
        boolean isIp = ip.at(header.etherType(), in.bytes(), header.networkOffset(), end);
        PacketDirection went = isIp ? byMap() : PacketDirection.UNKNOWN;
        if (went == PacketDirection.UNKNOWN) {
            went = in.direction();
        }
        if (went == PacketDirection.UNKNOWN) {
            went = header.direction();
        }
        if (went == PacketDirection.UNKNOWN && isIp) {
            went = byAddress();
        }
        return went;
    }

    private PacketDirection byMap() {
        if (map.isEmpty()) {
            return PacketDirection.UNKNOWN;
        }
        if (map.host(ip.destinationHigh(), ip.destinationLow()) != null) {
            return PacketDirection.INBOUND;
        }
        if (map.host(ip.sourceHigh(), ip.sourceLow()) != null) {
            return PacketDirection.OUTBOUND;
        }
        return PacketDirection.UNKNOWN;
    }

    private PacketDirection byAddress() {
        if (isOwn(ip.sourceHigh(), ip.sourceLow())) {
            return PacketDirection.OUTBOUND;
        }
        boolean here = isOwn(ip.destinationHigh(), ip.destinationLow()) || ip.toMany();
        return here ? PacketDirection.INBOUND : PacketDirection.UNKNOWN;
    }

    private boolean isOwn(long high, long low) {
        for (HostAddress address : own) {
            if (address.low() == low && address.high() == high) {
                return true;
            }
        }
        return false;
    }
}
