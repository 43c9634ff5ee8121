package io.sockit.inet.route;

import io.sockit.api.Addresses;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.Link;
import io.sockit.api.Links;
import io.sockit.api.Neighbour;
import io.sockit.api.Neighbours;
import io.sockit.api.Route;
import io.sockit.api.Routes;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpAddresses;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.Scopes;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Says where packets go. It follows the control plane without listening to it: the rows of a table
/// are the same object as long as nothing has changed. On the strand.
@Singleton
public final class Routing implements IpAddresses {
    private final Interfaces interfaces;
    private final Links links;
    private final Addresses addresses;
    private final Routes routes;
    private final Neighbours neighbours;

    private List<Link> linkRows = List.of();
    private List<InterfaceAddress> addressRows = List.of();
    private List<Route> routeRows = List.of();
    private List<Neighbour> neighbourRows = List.of();
    private @Nullable RouteTable table;

    @Inject
    Routing(
            Interfaces interfaces,
            Links links,
            Addresses addresses,
            Routes routes,
            Neighbours neighbours) {
        this.interfaces = interfaces;
        this.links = links;
        this.addresses = addresses;
        this.routes = routes;
        this.neighbours = neighbours;
    }

    @SuppressWarnings("ReferenceEquality") // of snapshots: that is their contract
    private RouteTable table() {
        RouteTable current = table;
        if (current != null
                && addresses.rows() == addressRows
                && routes.rows() == routeRows
                && links.rows() == linkRows
                && neighbours.rows() == neighbourRows) {
            return current;
        }
        return rebuild();
    }

    private RouteTable rebuild() {
        linkRows = links.rows();
        addressRows = addresses.rows();
        routeRows = routes.rows();
        neighbourRows = neighbours.rows();
        RouteTable built =
                new TableBuilder(interfaces).build(linkRows, addressRows, routeRows, neighbourRows);
        table = built;
        return built;
    }

    /// Finds a flow's way, or sees that what it found before still holds.
    ///
    /// @return null, or why there is none
    public @Nullable Errno find(IpFlow flow) {
        RouteTable current = table();
        return flow.routed(current) ? null : current.resolve(flow);
    }

    /// How a packet that came in is addressed to this host, or null where it is not.
    public @Nullable Cast cast(long high, long low, NetInterface from) {
        return table().cast(high, low, from);
    }

    @Override
    public boolean isLocal(long high, long low) {
        return table().isLocal(high, low);
    }

    @Override
    public boolean isBroadcast(long high, long low) {
        return table().isBroadcast(high, low);
    }

    @Override
    public void checkSource(long high, long low, int link) throws ErrnoException {
        if (link != 0 && interfaces.find(link) == null) {
            throw new ErrnoException(
                    Errno.ENODEV,
                    "sendmsg",
                    "interface: " + link + " (expected: one of this host)");
        }
        Errno errno = (high | low) == 0 ? null : table().judgeSource(high, low, link);
        if (errno != null) {
            throw new ErrnoException(
                    errno,
                    "sendmsg",
                    "source: %s (expected: an address of this host)"
                            .formatted(IpAddress.netAddress(high, low)));
        }
    }

    @Override
    public long answerFrom(long low, int link) {
        return table().answerFrom(low, link);
    }

    @Override
    public void checkBind(long high, long low, int scope) throws ErrnoException {
        Scopes.check(high, low, scope, "bind");
        if (IpAddress.isAny(high, low)
                || IpAddress.isMulticast(high, low)
                || isBroadcast(high, low)) {
            return;
        }
        boolean scoped = IpAddress.isScoped(high, low);
        if (!(scoped ? table().isLocalOn(high, low, scope) : isLocal(high, low))) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL,
                    "bind",
                    "%s (expected: an address of this host)"
                            .formatted(IpAddress.netAddress(high, low)));
        }
    }
}
