package io.sockit.inet.route;

import io.sockit.api.Addresses;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.NetAddress;
import io.sockit.api.Route;
import io.sockit.api.Routes;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.IpAddress;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.TableEvents;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Keeps a [RouteTable] as the control plane is: a row that comes or goes adds or removes one
/// route, an address those that it implies. What belongs to another family is left out, and so are
/// the addresses of an interface that is down; a route of such an interface serves nobody, so that
/// an interface goes down and up in no more time for a million of them. On the strand.
final class RouteFeed implements Interfaces.Listener {
    private static final long LIMITED_BROADCAST = IpAddress.mapped(Inet.INADDR_BROADCAST);

    /// Longer prefixes have no broadcast address (RFC 3021).
    private static final int LONGEST_WITH_BROADCAST = Bits.V4_OFFSET + 30;

    private static final long MULTICAST_V4 = IpAddress.mapped(0xe000_0000);
    private static final int MULTICAST_V4_LENGTH = Bits.V4_OFFSET + 4;
    private static final long MULTICAST_V6_HIGH = 0xffL << 56;
    private static final int MULTICAST_V6_LENGTH = 8;

    private final RouteTable table;
    private final Addresses addresses;
    private final Routes routes;
    private final Interfaces interfaces;

    /// The interfaces that are up, by index.
    private final Map<Integer, NetInterface> up = new TreeMap<>();

    /// The addresses of those, with the routes that they imply.
    private final Map<InterfaceAddress, List<RouteEntry>> implied = new HashMap<>();

    private final Map<InterfaceAddress, OwnAddress> own = new LinkedHashMap<>();

    RouteFeed(RouteTable table, Addresses addresses, Routes routes, Interfaces interfaces) {
        this.interfaces = interfaces;
        this.table = table;
        this.addresses = addresses;
        this.routes = routes;
    }

    /// Hears of all rows there are, and from then on of changes.
    void follow(TableEvents events) {
        interfaces.listen(this);
        events.listen(
                addresses,
                new TableEvents.Listener<>() {
                    @Override
                    public void added(InterfaceAddress row) {
                        add(row);
                    }

                    @Override
                    public void removed(InterfaceAddress row) {
                        remove(row);
                    }
                });
        events.listen(
                routes,
                new TableEvents.Listener<>() {
                    @Override
                    public void added(Route row) {
                        add(row);
                    }

                    @Override
                    public void removed(Route row) {
                        remove(row);
                    }
                });
    }

    // ---- interfaces

    @Override
    public void changed(NetInterface link) {
        table.changed(); // its MTU, if nothing else
        if (link.up()) {
            if (up.putIfAbsent(link.index(), link) == null) {
                table.loopback(loopback());
                rowsOf(link).forEach(this::add);
            }
        } else if (up.remove(link.index()) != null) {
            table.loopback(loopback());
            rowsOf(link).forEach(this::remove);
        }
    }

    private @Nullable NetInterface loopback() {
        return up.values().stream().filter(NetInterface::loopback).findFirst().orElse(null);
    }

    private List<InterfaceAddress> rowsOf(NetInterface link) {
        return addresses.rows().stream().filter(row -> row.link() == link.index()).toList();
    }

    // ---- addresses

    private void add(InterfaceAddress row) {
        NetInterface link = up.get(row.link());
        if (link == null || !IpAddress.isInternet(row.address()) || implied.containsKey(row)) {
            return;
        }
        OwnAddress address =
                new OwnAddress(
                        IpAddress.high(row.address()),
                        IpAddress.low(row.address()),
                        length(row.address(), row.prefixLength()),
                        link);
        List<RouteEntry> entries = implied(address);
        implied.put(row, entries);
        own.put(row, address);
        table.sources(own.values());
        entries.forEach(table::add);
    }

    private void remove(InterfaceAddress row) {
        List<RouteEntry> entries = implied.remove(row);
        if (entries != null) {
            own.remove(row);
            table.sources(own.values());
            entries.forEach(table::remove);
        }
    }

    private static int length(NetAddress address, int prefix) {
        return prefix + Bits.ALL - address.bits();
    }

    /// The address itself, its network, and all on its link.
    private static List<RouteEntry> implied(OwnAddress address) {
        List<RouteEntry> entries = new ArrayList<>();
        entries.add(of(RouteEntry.Kind.LOCAL, address, address.low(), Bits.ALL));
        if (address.isV4()) {
            impliedV4(address, entries);
        } else {
            impliedV6(address, entries);
        }
        return entries;
    }

    private static void impliedV4(OwnAddress address, List<RouteEntry> entries) {
        boolean loopback = address.link().loopback();
        if (address.length() < Bits.ALL) {
            // Every address of the loopback's network is this host (RFC 1122 §3.2.1.3 (g)).
            RouteEntry.Kind kind = loopback ? RouteEntry.Kind.LOCAL : RouteEntry.Kind.UNICAST;
            entries.add(of(kind, address, address.low(), address.length()));
        }
        if (!loopback) {
            entries.add(of(RouteEntry.Kind.BROADCAST, address, LIMITED_BROADCAST, Bits.ALL));
            entries.add(of(RouteEntry.Kind.UNICAST, address, MULTICAST_V4, MULTICAST_V4_LENGTH));
        }
        if (address.length() <= LONGEST_WITH_BROADCAST) {
            long last = Bits.lastLow(address.low(), address.length());
            entries.add(of(RouteEntry.Kind.BROADCAST, address, last, Bits.ALL));
        }
    }

    private static void impliedV6(OwnAddress address, List<RouteEntry> entries) {
        NetInterface link = address.link();
        if (address.length() < Bits.ALL) {
            entries.add(entry(address.high(), address.low(), address.length(), link, null, 0));
        }
        if (!link.loopback()) {
            entries.add(entry(MULTICAST_V6_HIGH, 0, MULTICAST_V6_LENGTH, link, null, 0));
        }
    }

    private static RouteEntry of(RouteEntry.Kind kind, OwnAddress address, long low, int length) {
        return new RouteEntry(kind, address.high(), low, length, address.link(), address, 0);
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

    // ---- routes

    private void add(Route row) {
        NetInterface link = interfaces.find(row.link());
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
        entry.row = row;
        NetAddress gateway = row.gateway();
        if (gateway != null) {
            entry.via(IpAddress.high(gateway), IpAddress.low(gateway));
        }
        table.add(entry);
    }

    private void remove(Route row) {
        NetAddress to = row.destination().address();
        if (IpAddress.isInternet(to)) {
            int length = length(to, row.destination().length());
            RouteEntry entry = table.find(IpAddress.high(to), IpAddress.low(to), length, row);
            if (entry != null) {
                table.remove(entry);
            }
        }
    }

    private static @Nullable OwnAddress preferred(@Nullable NetAddress source, NetInterface link) {
        return source == null
                ? null
                : new OwnAddress(IpAddress.high(source), IpAddress.low(source), Bits.ALL, link);
    }
}
