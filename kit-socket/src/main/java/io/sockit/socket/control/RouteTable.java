package io.sockit.socket.control;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.NetAddress;
import io.sockit.api.Prefix;
import io.sockit.api.Route;
import io.sockit.api.Routes;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

import org.jspecify.annotations.Nullable;

/// The routes; as on Linux there is one for each destination and metric.
final class RouteTable extends RowTable<RouteTable.Key, Route> implements Routes {
    private static final String CALL = "routes";

    private final LinkTable links;
    private final Notation notation;

    RouteTable(HostStrand strand, OffStrandQueue told, LinkTable links, Notation notation) {
        super(strand, told, row -> new Key(row.destination(), row.metric()));
        this.links = links;
        this.notation = notation;
    }

    /// What tells routes apart.
    record Key(Prefix destination, int metric) {}

    @Override
    public Route add(String destination, @Nullable String gateway, String interfaceName)
            throws ErrnoException {
        Notation.Parts parts = notation.parts(destination, CALL);
        NetAddress hop = gateway == null ? null : notation.address(gateway, CALL);
        int link = links.named(interfaceName, CALL).index();
        Route row = new Route(new Prefix(parts.address(), parts.length()), hop, link, null, 0);
        add(row);
        return row;
    }

    @Override
    public void add(Route row) throws ErrnoException {
        AddressFamily family = row.destination().address().family();
        requireFamily("gateway", row.gateway(), family);
        requireFamily("source", row.source(), family);
        change(
                () -> {
                    links.require(row.link(), CALL);
                    insert(row, CALL);
                    return row;
                });
    }

    @Override
    public void remove(Route row) throws ErrnoException {
        if (!change(() -> delete(row))) {
            throw new ErrnoException(Errno.ENOENT, CALL, row + " is not there");
        }
    }

    private static void requireFamily(
            String what, @Nullable NetAddress address, AddressFamily family) throws ErrnoException {
        if (address != null && !address.family().equals(family)) {
            throw new ErrnoException(
                    Errno.EINVAL, CALL, what + ": " + address + " (expected: " + family + ")");
        }
    }
}
