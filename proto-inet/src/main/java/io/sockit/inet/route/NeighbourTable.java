package io.sockit.inet.route;

import io.sockit.api.LinkAddress;
import io.sockit.api.LinkType;
import io.sockit.api.Neighbour;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.NetInterface;
import io.sockit.spi.TableEvents;

import org.jspecify.annotations.Nullable;

/// The neighbours of this host, which follow the rows of the control plane, apart from the routes:
/// a row that comes, changes or goes changes one [NextHop], and no flow needs a new route for it.
/// On the strand.
final class NeighbourTable implements TableEvents.Listener<Neighbour> {
    private static final int ETHERNET_LENGTH = 6;
    private static final NextHop BROADCAST = new NextHop(LinkAddress.parse("ff:ff:ff:ff:ff:ff"));

    private final AddressMap<NextHop> known = new AddressMap<>();

    @Override
    public void added(Neighbour row) {
        if (IpAddress.isInternet(row.address())) {
            known.put(
                    IpAddress.high(row.address()),
                    IpAddress.low(row.address()),
                    row.link(),
                    new NextHop(row.linkAddress()));
        }
    }

    @Override
    public void removed(Neighbour row) {
        if (IpAddress.isInternet(row.address())) {
            NextHop gone =
                    known.remove(
                            IpAddress.high(row.address()),
                            IpAddress.low(row.address()),
                            row.link());
            if (gone != null) {
                gone.address(null);
            }
        }
    }

    @Override
    public void changed(Neighbour before, Neighbour row) {
        NextHop neighbour =
                IpAddress.isInternet(row.address())
                        ? known.find(
                                IpAddress.high(row.address()),
                                IpAddress.low(row.address()),
                                row.link())
                        : null;
        if (neighbour != null) {
            neighbour.address(row.linkAddress());
        }
    }

    /// The next hop of a packet, or null where the neighbour is not known: by table, and for groups
    /// by rule.
    @Nullable NextHop find(NetInterface out, boolean broadcast, long high, long low) {
        if (out.link().type() != LinkType.ETHERNET) {
            return NextHop.NONE;
        }
        if (broadcast) {
            return BROADCAST;
        }
        return IpAddress.isMulticast(high, low)
                ? new NextHop(group(high, low))
                : known.find(high, low, out.index());
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
