package io.sockit.socket.control;

import io.sockit.api.Addresses;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.Links;
import io.sockit.api.Neighbours;
import io.sockit.api.Routes;
import io.sockit.socket.strand.HostStrand;

/// The tables of a host, of which the command line and netlink are faces. Read anywhere; what
/// changes them runs on the strand, whichever thread asks.
public final class ControlPlane {
    private final LinkTable links;
    private final AddressTable addresses;
    private final RouteTable routes;
    private final NeighbourTable neighbours;

    public ControlPlane(HostStrand strand, Notation notation) {
        Announcer announcer = new Announcer(strand);
        links = new LinkTable(strand, announcer);
        addresses = new AddressTable(strand, announcer, links, notation);
        routes = new RouteTable(strand, announcer, links, notation);
        neighbours = new NeighbourTable(strand, announcer, links);
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

    /// An interface came. On the strand.
    ///
    /// @throws ErrnoException `EEXIST` where the index stands already
    public void linkAdded(Link row, LinkSettings settings) throws ErrnoException {
        links.add(row, settings);
    }

    /// The row of the same index changed. On the strand.
    public void linkChanged(Link row) {
        links.replace(row);
    }

    /// An interface left, and with it all that stands on it. On the strand.
    public void linkRemoved(int index) {
        neighbours.deleteIf(neighbour -> neighbour.link() == index);
        routes.deleteIf(route -> route.link() == index);
        addresses.deleteIf(address -> address.link() == index);
        links.remove(index);
    }
}
