package io.sockit.inet.route;

import io.sockit.api.Errno;
import io.sockit.api.Route;
import io.sockit.inet.Inet;
import io.sockit.inet.neighbour.AddressMap;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.NextHop;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All that decides where packets go, but for the neighbours' addresses: routes, this host's own
/// addresses, and which of them packets leave with. Each change counts [#generation] up, by which
/// flows know whether the way they found still holds. On the strand.
final class RouteTable {
    /// All hosts on the link (RFC 1112 §4).
    private static final long ALL_HOSTS = IpAddress.mapped(0xe000_0001);

    private static final long LIMITED_BROADCAST = IpAddress.mapped(Inet.INADDR_BROADCAST);

    private final PrefixTrie v4 = new PrefixTrie();
    private final PrefixTrie v6 = new PrefixTrie();

    /// The nodes of single addresses that are this host's, or broadcast addresses.
    private final AddressMap<PrefixTrie.Node> exact = new AddressMap<>();

    /// The nodes of the loopback's networks, all of whose addresses are this host: an array, since
    /// packets are compared with them.
    private PrefixTrie.Node[] localNets = {};

    private final SourceSelection sources = new SourceSelection();
    private final NeighbourCache neighbours;
    private @Nullable NetInterface loopback;
    private int generation = 1;

    RouteTable(NeighbourCache neighbours) {
        this.neighbours = neighbours;
    }

    // ---- changes

    int generation() {
        return generation;
    }

    /// Something changed that flows depend on.
    void changed() {
        generation = generation == -1 ? 1 : generation + 1; // 0 is that of no flow
    }

    /// How many nodes of tries were visited so far: a test's measure of growth.
    long visits() {
        return v4.visits + v6.visits;
    }

    void loopback(@Nullable NetInterface newLoopback) {
        loopback = newLoopback;
        changed();
    }

    /// The addresses that packets may leave with, in the order of the control plane.
    void sources(Collection<OwnAddress> own) {
        sources.changed(own);
        changed();
    }

    private PrefixTrie trie(long high, long low) {
        return IpAddress.isV4(high, low) ? v4 : v6;
    }

    void add(RouteEntry entry) {
        PrefixTrie.Node node = trie(entry.high, entry.low).add(entry);
        if (isSingle(entry)) {
            exact.put(entry.high, entry.low, 0, node);
        } else if (entry.kind == RouteEntry.Kind.LOCAL) {
            Set<PrefixTrie.Node> nets = new LinkedHashSet<>(List.of(localNets));
            nets.add(node);
            localNets = nets.toArray(PrefixTrie.Node[]::new);
        }
        changed();
    }

    void remove(RouteEntry entry) {
        trie(entry.high, entry.low).remove(entry);
        if (isSingle(entry)) {
            PrefixTrie.Node node = exact.find(entry.high, entry.low, 0);
            if (node != null && (node.first == null || !isSingle(node.first))) {
                exact.remove(entry.high, entry.low, 0);
            }
        } else if (entry.kind == RouteEntry.Kind.LOCAL) {
            localNets =
                    Arrays.stream(localNets)
                            .filter(RouteTable::isLocalNet)
                            .toArray(PrefixTrie.Node[]::new);
        }
        changed();
    }

    /// The route that was made from a row, or null.
    @Nullable RouteEntry find(long high, long low, int length, Route row) {
        return trie(high, low)
                .find(Bits.maskHigh(high, length), Bits.maskLow(low, length), length, row);
    }

    private static boolean isLocalNet(PrefixTrie.Node node) {
        RouteEntry best = node.first;
        return best != null && best.kind == RouteEntry.Kind.LOCAL;
    }

    private static boolean isSingle(RouteEntry entry) {
        return entry.length == Bits.ALL && entry.kind != RouteEntry.Kind.UNICAST;
    }

    /// The best route to one address that is this host's or a broadcast address, or null.
    private @Nullable RouteEntry single(long high, long low) {
        PrefixTrie.Node node = exact.find(high, low, 0);
        return node == null ? null : node.first;
    }

    // ---- ways

    private int loopbackIndex() {
        return loopback == null ? 0 : loopback.index();
    }

    private @Nullable RouteEntry find(long high, long low, int wanted, boolean directly) {
        return trie(high, low).find(high, low, wanted, loopbackIndex(), directly);
    }

    /// Finds a flow's way and writes it there.
    ///
    /// @return null, or why there is no way
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
        NextHop nextHop = nextHop(route, out, high, low);
        if (nextHop == null) {
            return Errno.ENOBUFS; // no room for one more neighbour
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
        RouteEntry source = single(flow.boundHigh(), flow.boundLow());
        return source == null || source.link.loopback() ? 0 : source.link.index();
    }

    private static boolean needsInterface(long high, long low) {
        return IpAddress.isScoped(high, low) && !IpAddress.isMulticast(high, low);
    }

    private @Nullable NextHop nextHop(RouteEntry route, NetInterface out, long high, long low) {
        boolean broadcast = route.kind == RouteEntry.Kind.BROADCAST;
        return route.hasGateway()
                ? neighbours.find(out, broadcast, route.gatewayHigh, route.gatewayLow)
                : neighbours.find(out, broadcast, high, low);
    }

    private @Nullable Errno source(
            IpFlow flow, RouteEntry route, NetInterface out, NextHop nextHop) {
        boolean many = !out.loopback() && isToMany(route, flow);
        if (!IpAddress.isAny(flow.boundHigh(), flow.boundLow())) {
            if (IpAddress.isV4(flow.boundHigh(), flow.boundLow()) != flow.isV4()) {
                return Errno.ENETUNREACH;
            }
            if (!out.loopback() && IpAddress.isLoopback(flow.boundHigh(), flow.boundLow())) {
                return Errno.EINVAL; // RFC 1122 §3.2.1.3 (g), RFC 4291 §2.5.3
            }
            flow.routed(generation, out, nextHop, flow.boundHigh(), flow.boundLow(), many);
            return null;
        }
        OwnAddress source = sources.choose(route, flow.destinationHigh(), flow.destinationLow());
        if (source == null) {
            return Errno.EADDRNOTAVAIL;
        }
        flow.routed(generation, out, nextHop, source.high(), source.low(), many);
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
            return isJoined(high, low) || isSolicited(high, low, from) ? Cast.MULTICAST : null;
        }
        RouteEntry route = single(high, low);
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

    /// The solicited-node groups of the interface's addresses (RFC 4291 §2.7.1).
    private boolean isSolicited(long high, long low, NetInterface from) {
        return IpAddress.isSolicitedNode(high, low) && sources.hasSuffix(low, from);
    }

    /// Whether the address is of a network on the loopback, such as `127.0.0.0/8`, and no route
    /// leads elsewhere. A look at the few networks spares every packet the look-up.
    private boolean isOfLocalNet(long high, long low) {
        for (PrefixTrie.Node net : localNets) {
            if (net.holds(high, low)) {
                RouteEntry route = find(high, low, 0, false);
                return route != null && route.kind == RouteEntry.Kind.LOCAL;
            }
        }
        return false;
    }

    boolean isLocal(long high, long low) {
        RouteEntry route = single(high, low);
        return route != null ? route.kind == RouteEntry.Kind.LOCAL : isOfLocalNet(high, low);
    }

    /// Whether the scoped address is one of this interface.
    boolean isLocalOn(long high, long low, int link) {
        RouteEntry route = single(high, low);
        while (route != null && route.link.index() != link) {
            route = route.next;
        }
        return route != null && route.kind == RouteEntry.Kind.LOCAL;
    }

    boolean isBroadcast(long high, long low) {
        if (high == 0 && low == LIMITED_BROADCAST) {
            return true;
        }
        RouteEntry route = single(high, low);
        return route != null && route.kind == RouteEntry.Kind.BROADCAST;
    }
}
