package io.sockit.inet.route;

import io.sockit.api.Errno;
import io.sockit.api.LinkAddress;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

/// All that decides where packets go, at one state of the control plane. Immutable once built by a
/// [TableBuilder]; its identity is its generation.
final class RouteTable {
    /// All hosts on the link (RFC 1112 §4).
    private static final long ALL_HOSTS = IpAddress.mapped(0xe000_0001);

    private static final long LIMITED_BROADCAST = IpAddress.mapped(Inet.INADDR_BROADCAST);

    private final PrefixTrie v4;
    private final PrefixTrie v6;
    private final AddressMap<RouteEntry> exact;
    private final RouteEntry[] localNets;
    private final SourceSelection sources;
    private final NextHops nextHops;
    private final @Nullable NetInterface loopback;

    /// @param exact the routes of single addresses of this host and of broadcast addresses, each
    ///     the best of its chain
    /// @param localNets the networks of the loopback, all of whose addresses are this host
    RouteTable(
            PrefixTrie v4,
            PrefixTrie v6,
            AddressMap<RouteEntry> exact,
            RouteEntry[] localNets,
            SourceSelection sources,
            NextHops nextHops,
            @Nullable NetInterface loopback) {
        this.v4 = v4;
        this.v6 = v6;
        this.exact = exact;
        this.localNets = localNets;
        this.sources = sources;
        this.nextHops = nextHops;
        this.loopback = loopback;
    }

    private int loopbackIndex() {
        return loopback == null ? 0 : loopback.index();
    }

    private @Nullable RouteEntry find(long high, long low, int wanted, boolean directly) {
        PrefixTrie trie = IpAddress.isV4(high, low) ? v4 : v6;
        return trie.find(high, low, wanted, loopbackIndex(), directly);
    }

    /// Finds a flow's way and writes it there.
    ///
    /// @return null, or why there is none
    @Nullable Errno resolve(IpFlow flow) {
        long high = flow.destinationHigh();
        long low = flow.destinationLow();
        if (IpAddress.isAny(high, low)) {
            return Errno.ENETUNREACH;
        }
        int wanted = wantedInterface(flow);
        if (wanted == 0 && needsInterface(high, low)) {
            return Errno.EINVAL;
        }
        RouteEntry route = find(high, low, wanted, flow.flags().dontRoute());
        if (route == null) {
            return Errno.ENETUNREACH;
        }
        if (route.kind == RouteEntry.Kind.BROADCAST && !flow.flags().broadcast()) {
            return Errno.EACCES;
        }
        NetInterface out = route.kind == RouteEntry.Kind.LOCAL ? loopback : route.link;
        if (out == null) {
            return Errno.ENETUNREACH;
        }
        LinkAddress nextHop = nextHop(route, out, high, low);
        if (nextHop == null) {
            return Errno.EHOSTUNREACH;
        }
        return source(flow, route, out, nextHop);
    }

    /// Where nobody asks for an interface, what goes to an IPv4 group or to all on the link goes by
    /// that of its source address (Linux `ip_route_output_key`).
    private int wantedInterface(IpFlow flow) {
        int wanted = flow.wantedInterface();
        long high = flow.destinationHigh();
        long low = flow.destinationLow();
        if (wanted != 0
                || !flow.isV4()
                || !(low == LIMITED_BROADCAST || IpAddress.isMulticast(high, low))) {
            return wanted;
        }
        RouteEntry source = exact.find(flow.boundHigh(), flow.boundLow(), 0);
        return source == null || source.link.loopback() ? 0 : source.link.index();
    }

    private static boolean needsInterface(long high, long low) {
        return IpAddress.isScoped(high, low) && !IpAddress.isMulticast(high, low);
    }

    private @Nullable LinkAddress nextHop(RouteEntry route, NetInterface out, long high, long low) {
        boolean broadcast = route.kind == RouteEntry.Kind.BROADCAST;
        return route.hasGateway()
                ? nextHops.find(out, broadcast, route.gatewayHigh, route.gatewayLow)
                : nextHops.find(out, broadcast, high, low);
    }

    private @Nullable Errno source(
            IpFlow flow, RouteEntry route, NetInterface out, LinkAddress nextHop) {
        boolean many = !out.loopback() && isToMany(route, flow);
        if (!IpAddress.isAny(flow.boundHigh(), flow.boundLow())) {
            if (IpAddress.isV4(flow.boundHigh(), flow.boundLow()) != flow.isV4()) {
                return Errno.ENETUNREACH;
            }
            if (!out.loopback() && IpAddress.isLoopback(flow.boundHigh(), flow.boundLow())) {
                return Errno.EINVAL; // RFC 1122 §3.2.1.3 (g), RFC 4291 §2.5.3
            }
            flow.routed(this, out, nextHop, flow.boundHigh(), flow.boundLow(), many);
            return null;
        }
        OwnAddress source = sources.choose(route, flow.destinationHigh(), flow.destinationLow());
        if (source == null) {
            return Errno.EADDRNOTAVAIL;
        }
        flow.routed(this, out, nextHop, source.high(), source.low(), many);
        return null;
    }

    private static boolean isToMany(RouteEntry route, IpFlow flow) {
        return route.kind == RouteEntry.Kind.BROADCAST
                || IpAddress.isMulticast(flow.destinationHigh(), flow.destinationLow());
    }

    /// Whether one message may be sent from an address.
    ///
    /// @return null, or why not
    @Nullable Errno judgeSource(long high, long low, int link) {
        boolean isV4 = IpAddress.isV4(high, low);
        if (IpAddress.isMulticast(high, low) || (isV4 && low == LIMITED_BROADCAST)) {
            return Errno.EINVAL;
        }
        boolean scoped = IpAddress.isScoped(high, low);
        boolean own = scoped ? link != 0 && isLocalOn(high, low, link) : isLocal(high, low);
        if (own) {
            return null;
        }
        return isV4 ? Errno.ENETUNREACH : Errno.EINVAL;
    }

    /// The address to answer from what came to an IPv4 address by an interface.
    long answerFrom(long low, int link) {
        if (isLocal(0, low)) {
            return low;
        }
        RouteEntry route = find(0, low, link, false);
        OwnAddress source = route == null ? null : sources.choose(route, 0, low);
        return source == null ? low : source.low();
    }

    /// How a packet that came in is addressed to this host, or null where it is not.
    @Nullable Cast cast(long high, long low, NetInterface from) {
        if (IpAddress.isMulticast(high, low)) {
            return isJoined(high, low) ? Cast.MULTICAST : null;
        }
        RouteEntry route = exact.find(high, low, 0);
        if (route == null) {
            return castUnlisted(high, low);
        }
        if (route.kind == RouteEntry.Kind.BROADCAST) {
            return Cast.BROADCAST;
        }
        return IpAddress.isScoped(high, low) && !isOf(route, from) ? null : Cast.UNICAST;
    }

    private @Nullable Cast castUnlisted(long high, long low) {
        if (low == LIMITED_BROADCAST && high == 0) {
            return Cast.BROADCAST;
        }
        return isOfLocalNet(high, low) ? Cast.UNICAST : null;
    }

    private static boolean isOf(RouteEntry first, NetInterface from) {
        for (RouteEntry route = first; route != null; route = route.next) {
            if (from.loopback() || route.link.index() == from.index()) {
                return true;
            }
        }
        return false;
    }

    /// The groups that every host is in: all hosts (RFC 1112), and all nodes of the interface and
    /// of the link (RFC 4291 §2.8).
    private static boolean isJoined(long high, long low) {
        return (high == 0 && low == ALL_HOSTS)
                || (low == 1 && (high == 0xff01L << 48 || high == 0xff02L << 48));
    }

    /// Whether the address is of a network on the loopback, such as `127.0.0.0/8`, and no route
    /// leads elsewhere. A look at the few networks spares every packet the look-up.
    private boolean isOfLocalNet(long high, long low) {
        for (RouteEntry net : localNets) {
            if (Bits.common(high, low, net.high, net.low) >= net.length) {
                RouteEntry route = find(high, low, 0, false);
                return route != null && route.kind == RouteEntry.Kind.LOCAL;
            }
        }
        return false;
    }

    boolean isLocal(long high, long low) {
        RouteEntry route = exact.find(high, low, 0);
        return route != null ? route.kind == RouteEntry.Kind.LOCAL : isOfLocalNet(high, low);
    }

    /// Whether the scoped address is one of this interface.
    boolean isLocalOn(long high, long low, int link) {
        RouteEntry route = exact.find(high, low, 0);
        while (route != null && route.link.index() != link) {
            route = route.next;
        }
        return route != null && route.kind == RouteEntry.Kind.LOCAL;
    }

    boolean isBroadcast(long high, long low) {
        if (high == 0 && low == LIMITED_BROADCAST) {
            return true;
        }
        RouteEntry route = exact.find(high, low, 0);
        return route != null && route.kind == RouteEntry.Kind.BROADCAST;
    }
}
