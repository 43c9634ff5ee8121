package io.sockit.inet;

import io.sockit.api.Addresses;
import io.sockit.api.ChangeListener;
import io.sockit.api.InterfaceAddress;
import io.sockit.api.Neighbour;
import io.sockit.api.Neighbours;
import io.sockit.api.NetAddress;
import io.sockit.api.Prefix;
import io.sockit.api.Route;
import io.sockit.api.Routes;
import io.sockit.api.Table;
import io.sockit.spi.TableEvents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The control plane's tables of a [Rig].
abstract class Rows<R> implements Table<R> {
    private List<R> rows = List.of();
    private final List<TableEvents.Listener<R>> listeners = new ArrayList<>();

    void listen(TableEvents.Listener<R> listener) {
        rows.forEach(listener::added);
        listeners.add(listener);
    }

    @Override
    public List<R> rows() {
        return rows;
    }

    @Override
    public AutoCloseable listen(ChangeListener<R> listener) {
        return () -> {};
    }

    public void add(R row) {
        List<R> changed = new ArrayList<>(rows);
        changed.add(row);
        rows = List.copyOf(changed);
        listeners.forEach(listener -> listener.added(row));
    }

    public void remove(R row) {
        rows = rows.stream().filter(r -> !r.equals(row)).toList();
        listeners.forEach(listener -> listener.removed(row));
    }

    final void replace(R before, R row) {
        rows = rows.stream().map(r -> r.equals(before) ? row : r).toList();
        listeners.forEach(listener -> listener.changed(before, row));
    }

    static NetAddress address(String text) {
        long v4 = Ipv4Text.parse(text);
        if (v4 != Ipv4Text.NONE) {
            return SockaddrIn.parse(text + ":0").netAddress();
        }
        return SockaddrIn6.parse("[" + text + "]:0").netAddress();
    }

    static Prefix prefix(String text) {
        int slash = text.indexOf('/');
        return new Prefix(
                address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    static final class AddressRows extends Rows<InterfaceAddress> implements Addresses {
        @Override
        public InterfaceAddress add(String interfaceName, String prefix) {
            throw new AssertionError("not of a rig");
        }

        void add(Wire wire, String text) {
            Prefix prefix = prefix(text);
            NetAddress address = Rows.address(text.substring(0, text.indexOf('/')));
            add(new InterfaceAddress(wire.index(), address, prefix.length()));
        }
    }

    static final class RouteRows extends Rows<Route> implements Routes {
        @Override
        public Route add(String destination, String gateway, String interfaceName) {
            throw new AssertionError("not of a rig");
        }

        void add(Wire wire, String destination, String gateway, int metric) {
            NetAddress via = gateway == null ? null : Rows.address(gateway);
            add(new Route(prefix(destination), via, wire.index(), null, metric));
        }
    }

    static final class NeighbourRows extends Rows<Neighbour> implements Neighbours {
        @Override
        public void put(Neighbour row) {
            Optional<Neighbour> known =
                    rows().stream()
                            .filter(r -> r.link() == row.link())
                            .filter(r -> r.address().equals(row.address()))
                            .findFirst();
            known.ifPresentOrElse(before -> replace(before, row), () -> add(row));
        }
    }
}
