package io.sockit.inet.route;

import io.sockit.api.InterfaceAddress;
import io.sockit.api.Link;
import io.sockit.api.Neighbour;
import io.sockit.api.NetAddress;
import io.sockit.api.Route;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Builds a [RouteTable] from the control plane's rows: routes as they stand there, and those that
/// addresses imply. What belongs to an interface that is down, or to another family, is left out.
final class TableBuilder {
    private static final long LIMITED_BROADCAST = IpAddress.mapped(Inet.INADDR_BROADCAST);

    /// Longer prefixes have no broadcast address (RFC 3021).
    private static final int LONGEST_WITH_BROADCAST = Bits.V4_OFFSET + 30;

    private static final long MULTICAST_V4 = IpAddress.mapped(0xe000_0000);
    private static final int MULTICAST_V4_LENGTH = Bits.V4_OFFSET + 4;
    private static final long MULTICAST_V6_HIGH = 0xffL << 56;
    private static final int MULTICAST_V6_LENGTH = 8;

    private final Interfaces interfaces;
    private final PrefixTrie v4 = new PrefixTrie();
    private final PrefixTrie v6 = new PrefixTrie();
    private final List<OwnAddress> own = new ArrayList<>();
    private final List<RouteEntry> single = new ArrayList<>();
    private final List<RouteEntry> localNets = new ArrayList<>();

    TableBuilder(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    RouteTable build(
            List<Link> links,
            List<InterfaceAddress> addresses,
            List<Route> routes,
            List<Neighbour> neighbours) {
        addresses.forEach(this::addAddress);
        routes.forEach(this::addRoute);
        AddressMap<RouteEntry> exact = new AddressMap<>();
        for (RouteEntry entry : single) {
            // The best of its chain, whichever that is.
            RouteEntry best = trie(entry.high, entry.low).find(entry.high, entry.low, 0, 0, false);
            exact.putIfAbsent(entry.high, entry.low, 0, best == null ? entry : best);
        }
        return new RouteTable(
                v4,
                v6,
                exact,
                localNets.toArray(RouteEntry[]::new),
                new SourceSelection(List.copyOf(own)),
                new NextHops(neighbours),
                loopback(links));
    }

    private @Nullable NetInterface loopback(List<Link> links) {
        for (Link link : links) {
            NetInterface found = link.loopback() ? up(link.index()) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable NetInterface up(int index) {
        NetInterface link = interfaces.find(index);
        return link != null && link.up() ? link : null;
    }

    private PrefixTrie trie(long high, long low) {
        return IpAddress.isV4(high, low) ? v4 : v6;
    }

    private static int length(NetAddress address, int prefix) {
        return prefix + Bits.ALL - address.bits();
    }

    private void addAddress(InterfaceAddress row) {
        NetInterface link = up(row.link());
        if (link == null || !IpAddress.isInternet(row.address())) {
            return;
        }
        OwnAddress address =
                new OwnAddress(
                        IpAddress.high(row.address()),
                        IpAddress.low(row.address()),
                        length(row.address(), row.prefixLength()),
                        link);
        own.add(address);
        single.add(implied(RouteEntry.Kind.LOCAL, address, address.low(), Bits.ALL));
        if (address.isV4()) {
            addNetworkV4(address);
        } else {
            addNetworkV6(address);
        }
    }

    private void addNetworkV4(OwnAddress address) {
        boolean loopback = address.link().loopback();
        if (address.length() < Bits.ALL) {
            // Every address of the loopback's network is this host (RFC 1122 §3.2.1.3 (g)).
            RouteEntry.Kind kind = loopback ? RouteEntry.Kind.LOCAL : RouteEntry.Kind.UNICAST;
            RouteEntry net = implied(kind, address, address.low(), address.length());
            if (loopback) {
                localNets.add(net);
            }
        }
        if (!loopback) {
            implied(RouteEntry.Kind.BROADCAST, address, LIMITED_BROADCAST, Bits.ALL);
            implied(RouteEntry.Kind.UNICAST, address, MULTICAST_V4, MULTICAST_V4_LENGTH);
        }
        if (address.length() <= LONGEST_WITH_BROADCAST) {
            long last = Bits.lastLow(address.low(), address.length());
            single.add(implied(RouteEntry.Kind.BROADCAST, address, last, Bits.ALL));
        }
    }

    private void addNetworkV6(OwnAddress address) {
        NetInterface link = address.link();
        if (address.length() < Bits.ALL) {
            v6.add(entry(address.high(), address.low(), address.length(), link, null, 0));
        }
        if (!link.loopback()) {
            v6.add(entry(MULTICAST_V6_HIGH, 0, MULTICAST_V6_LENGTH, link, null, 0));
        }
    }

    private RouteEntry implied(RouteEntry.Kind kind, OwnAddress address, long low, int length) {
        RouteEntry entry =
                new RouteEntry(kind, address.high(), low, length, address.link(), address, 0);
        trie(address.high(), address.low()).add(entry);
        return entry;
    }

    private static RouteEntry entry(
            long high,
            long low,
            int length,
            NetInterface link,
            @Nullable OwnAddress source,
            int metric) {
        return new RouteEntry(RouteEntry.Kind.UNICAST, high, low, length, link, source, metric);
    }

    private void addRoute(Route row) {
        NetInterface link = up(row.link());
        NetAddress to = row.destination().address();
        if (link == null || !IpAddress.isInternet(to)) {
            return;
        }
        RouteEntry entry =
                entry(
                        IpAddress.high(to),
                        IpAddress.low(to),
                        length(to, row.destination().length()),
                        link,
                        preferred(row.source(), link),
                        row.metric());
        NetAddress gateway = row.gateway();
        if (gateway != null) {
            entry.via(IpAddress.high(gateway), IpAddress.low(gateway));
        }
        trie(IpAddress.high(to), IpAddress.low(to)).add(entry);
    }

    private static @Nullable OwnAddress preferred(@Nullable NetAddress source, NetInterface link) {
        return source == null
                ? null
                : new OwnAddress(IpAddress.high(source), IpAddress.low(source), Bits.ALL, link);
    }
}
