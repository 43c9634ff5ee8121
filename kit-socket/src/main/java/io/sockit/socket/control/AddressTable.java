package io.sockit.socket.control;

import io.sockit.api.Addresses;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.InterfaceAddress;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

/// The addresses of the interfaces; each row is there once.
final class AddressTable extends RowTable<InterfaceAddress, InterfaceAddress> implements Addresses {
    private static final String CALL = "addresses";

    private final LinkTable links;
    private final Notation notation;

    AddressTable(HostStrand strand, OffStrandQueue told, LinkTable links, Notation notation) {
        super(strand, told, row -> row);
        this.links = links;
        this.notation = notation;
    }

    @Override
    public InterfaceAddress add(String interfaceName, String prefix) throws ErrnoException {
        Notation.Parts parts = notation.parts(prefix, CALL);
        int link = links.named(interfaceName, CALL).index();
        InterfaceAddress row = new InterfaceAddress(link, parts.address(), parts.length());
        add(row);
        return row;
    }

    @Override
    public void add(InterfaceAddress row) throws ErrnoException {
        if (row.prefixLength() < 0 || row.prefixLength() > row.address().bits()) {
            throw new ErrnoException(
                    Errno.EINVAL,
                    CALL,
                    "prefix length: %d (expected: 0 to %d)"
                            .formatted(row.prefixLength(), row.address().bits()));
        }
        change(
                () -> {
                    links.require(row.link(), CALL);
                    insert(row, CALL);
                    return row;
                });
    }

    @Override
    public void remove(InterfaceAddress row) throws ErrnoException {
        if (!change(() -> delete(row))) {
            throw new ErrnoException(Errno.EADDRNOTAVAIL, CALL, row + " is not there");
        }
    }
}
