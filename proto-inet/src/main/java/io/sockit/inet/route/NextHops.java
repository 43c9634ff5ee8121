package io.sockit.inet.route;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where on a link a packet goes: neighbours by table, groups by rule.
final class NextHops {
    private static final int ETHERNET_LENGTH = 6;
    private static final LinkAddress BROADCAST = LinkAddress.parse("ff:ff:ff:ff:ff:ff");

    private final AddressMap<LinkAddress> neighbours = new AddressMap<>();

    NextHops(List<Neighbour> rows) {
        for (Neighbour row : rows) {
            if (IpAddress.isInternet(row.address())) {
                neighbours.putIfAbsent(
                        IpAddress.high(row.address()),
                        IpAddress.low(row.address()),
                        row.link(),
                        row.linkAddress());
            }
        }
    }

    /// The link-layer address of a next hop, or null where the neighbour is not known.
    @Nullable LinkAddress find(NetInterface out, boolean broadcast, long high, long low) {
        if (out.link().type() != LinkType.ETHERNET) {
            return LinkAddress.NONE;
        }
        if (broadcast) {
            return BROADCAST;
        }
        return IpAddress.isMulticast(high, low)
                ? group(high, low)
                : neighbours.find(high, low, out.index());
    }

    private static LinkAddress group(long high, long low) {
        byte[] group = new byte[ETHERNET_LENGTH];
        if (IpAddress.isV4(high, low)) { // RFC 1112 §6.4: 01:00:5e and 23 bits
            group[0] = 0x01;
            group[2] = 0x5e;
            group[3] = (byte) (low >>> 16 & 0x7f);
        } else { // RFC 2464 §7: 33:33 and 32 bits
            group[0] = 0x33;
            group[1] = 0x33;
            group[2] = (byte) (low >>> 24);
            group[3] = (byte) (low >>> 16);
        }
        group[4] = (byte) (low >>> 8);
        group[5] = (byte) low;
        return LinkAddress.of(group);
    }
}
