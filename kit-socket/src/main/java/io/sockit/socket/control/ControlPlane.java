package io.sockit.socket.control;

import io.sockit.api.Addresses;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.Links;
import io.sockit.api.Neighbours;
import io.sockit.api.Routes;
import io.sockit.api.Table;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.TableEvents;

import java.util.List;

/// The tables of a host, which the command line and netlink show. Any thread reads them; changes
/// run on the strand.
public final class ControlPlane {
    private final LinkTable links;
    private final AddressTable addresses;
    private final RouteTable routes;
    private final NeighbourTable neighbours;
    private final List<RowTable<?, ?>> tables;

    public ControlPlane(HostStrand strand, Notation notation) {
        OffStrandQueue told = new OffStrandQueue(strand, "a listener of the control plane");
        links = new LinkTable(strand, told);
        addresses = new AddressTable(strand, told, links, notation);
        routes = new RouteTable(strand, told, links, notation);
        neighbours = new NeighbourTable(strand, told, links);
        tables = List.of(links, addresses, routes, neighbours);
    }

    public Links links() {
        return links;
    }

    public Addresses addresses() {
        return addresses;
    }

    public Routes routes() {
        return routes;
    }

    public Neighbours neighbours() {
        return neighbours;
    }

    /// The tables as an owner hears of them.
    public TableEvents events(Owner owner) {
        return new TableEvents() {
            @Override
            public <R> void listen(Table<R> table, Listener<R> listener) {
                own(table).listen(owner, listener);
            }
        };
    }

    private <R> RowTable<?, R> own(Table<R> table) {
        if (table instanceof RowTable<?, R> own && tables.contains(own)) {
            return own;
        }
        throw new IllegalArgumentException("table: " + table + " (expected: one of this host)");
    }

    /// Forgets an owner's listeners. On the strand.
    public void forget(Owner owner) {
        tables.forEach(table -> table.forget(owner));
    }

    /// An interface came. On the strand.
    ///
    /// @throws ErrnoException `EEXIST` if the index is taken
    public void linkAdded(Link row, LinkSettings settings) throws ErrnoException {
        links.add(row, settings);
    }

    /// The row of the same index changed. On the strand.
    public void linkChanged(Link row) {
        links.replace(row);
    }

    /// An interface leaves: no row that names it may come any more. On the strand.
    public void linkLeaves(int index) {
        links.leaves(index);
    }

    /// An interface has left, and all rows that name it leave with it. Off the strand.
    public void linkRemoved(int index) {
        neighbours.deleteEach(neighbour -> neighbour.link() == index);
        routes.deleteEach(route -> route.link() == index);
        addresses.deleteEach(address -> address.link() == index);
        links.deleteEach(link -> link.index() == index);
    }
}
