package io.sockit.socket.control;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Link;
import io.sockit.api.Links;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.OffStrandQueue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The rows of the interfaces, each with the interface itself, which changes it.
final class LinkTable extends RowTable<Integer, Link> implements Links {
    private final Map<Integer, LinkSettings> settings = new HashMap<>();

    LinkTable(HostStrand strand, OffStrandQueue told) {
        super(strand, told, Link::index);
    }

    @Override
    public Optional<Link> find(String name) {
        for (Link row : rows()) {
            if (row.name().equals(name)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Link> find(int index) {
        for (Link row : rows()) {
            if (row.index() == index) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    @Override
    public void up(String name, boolean up) throws ErrnoException {
        change(
                () -> {
                    settings(name, "up").up(up);
                    return name;
                });
    }

    @Override
    public void mtu(String name, int mtu) throws ErrnoException {
        change(
                () -> {
                    settings(name, "mtu").mtu(mtu);
                    return name;
                });
    }

    Link named(String name, String call) throws ErrnoException {
        return find(name)
                .orElseThrow(
                        () ->
                                new ErrnoException(
                                        Errno.ENODEV,
                                        call,
                                        "interface: '%s' (expected: one of %s)"
                                                .formatted(name, names())));
    }

    void require(int index, String call) throws ErrnoException {
        if (!settings.containsKey(index)) {
            throw new ErrnoException(Errno.ENODEV, call, "interface index: " + index);
        }
    }

    void add(Link row, LinkSettings owner) throws ErrnoException {
        insert(row, "addDevice");
        settings.put(row.index(), owner);
    }

    void leaves(int index) {
        settings.remove(index);
    }

    private LinkSettings settings(String name, String call) throws ErrnoException {
        LinkSettings owner = settings.get(named(name, call).index());
        if (owner == null) {
            throw new ErrnoException(Errno.ENODEV, call, "interface: '" + name + "' is leaving");
        }
        return owner;
    }

    private String names() {
        return rows().stream().map(Link::name).toList().toString();
    }
}
