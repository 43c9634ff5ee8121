package io.sockit.inet.route;

import io.sockit.api.Addresses;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Routes;
import io.sockit.inet.neighbour.NeighbourCache;
import io.sockit.inet.spi.Cast;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.spi.IpAddresses;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.Scopes;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;
import io.sockit.spi.Strand;
import io.sockit.spi.TableEvents;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// Says where packets go. It hears of each change of the control plane. On the strand.
@Singleton
public final class Routing implements IpAddresses {
    private final Interfaces interfaces;
    private final RouteTable table;

    @Inject
    Routing(
            Interfaces interfaces,
            Addresses addresses,
            Routes routes,
            NeighbourCache neighbours,
            TableEvents events,
            Strand strand) {
        this.interfaces = interfaces;
        this.table = new RouteTable(neighbours);
        RouteFeed feed = new RouteFeed(table, addresses, routes, interfaces);
        strand.run(() -> feed.follow(events));
    }

    /// A number that each change of routes, addresses and interfaces counts up; not 0.
    public int generation() {
        return table.generation();
    }

    /// Something else changed that flows depend on, such as what is known of a path: each looks for
    /// its way again.
    public void changed() {
        table.changed();
    }

    /// How many nodes of tries were visited so far: a test's measure of growth.
    long visits() {
        return table.visits();
    }

    /// Finds a flow's way, or checks that what it found before still holds.
    ///
    /// @return null, or why there is no way
    public @Nullable Errno find(IpFlow flow) {
        return flow.routed(table.generation()) ? null : table.resolve(flow);
    }

    /// How a packet that came in is addressed to this host, or null where it is not.
    public @Nullable Cast cast(long high, long low, NetInterface from) {
        return table.cast(high, low, from);
    }

    @Override
    public boolean isLocal(long high, long low) {
        return table.isLocal(high, low);
    }

    /// Whether the address is one of this interface.
    public boolean isLocalOn(long high, long low, int link) {
        return table.isLocalOn(high, low, link);
    }

    @Override
    public boolean isBroadcast(long high, long low) {
        return table.isBroadcast(high, low);
    }

    @Override
    public void checkSource(long high, long low, int link) throws ErrnoException {
        if (link != 0 && interfaces.find(link) == null) {
            throw new ErrnoException(
                    Errno.ENODEV,
                    "sendmsg",
                    "interface: " + link + " (expected: one of this host)");
        }
        Errno errno = (high | low) == 0 ? null : table.judgeSource(high, low, link);
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
        return table.answerFrom(low, link);
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
        if (!(scoped ? table.isLocalOn(high, low, scope) : isLocal(high, low))) {
            throw new ErrnoException(
                    Errno.EADDRNOTAVAIL,
                    "bind",
                    "%s (expected: an address of this host)"
                            .formatted(IpAddress.netAddress(high, low)));
        }
    }
}
