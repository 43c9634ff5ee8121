package io.sockit.socket.control;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Neighbour;
import io.sockit.api.Neighbours;
import io.sockit.api.NetAddress;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

/// The neighbours; one row for each link and address.
final class NeighbourTable extends RowTable<NeighbourTable.Key, Neighbour> implements Neighbours {
    private static final String CALL = "neighbours";

    private final LinkTable links;

    NeighbourTable(HostStrand strand, OffStrandQueue told, LinkTable links) {
        super(strand, told, row -> new Key(row.link(), row.address()));
        this.links = links;
    }

    /// What tells neighbours apart.
    record Key(int link, NetAddress address) {}

    @Override
    public void put(Neighbour row) throws ErrnoException {
        change(
                () -> {
                    links.require(row.link(), CALL);
                    if (has(new Key(row.link(), row.address()))) {
                        replace(row);
                    } else {
                        insert(row, CALL);
                    }
                    return row;
                });
    }

    @Override
    public void remove(Neighbour row) throws ErrnoException {
        if (!change(() -> delete(row))) {
            throw new ErrnoException(Errno.ENOENT, CALL, row + " is not there");
        }
    }
}
