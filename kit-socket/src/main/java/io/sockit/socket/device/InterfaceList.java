package io.sockit.socket.device;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Listeners;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Interfaces;
import io.sockit.spi.NetInterface;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The interfaces by index and name, and their listeners. On the strand.
final class InterfaceList {
    private final Map<String, HostInterface> byName = new LinkedHashMap<>();
    private final Listeners<Interfaces.Listener> listeners = new Listeners<>();

    /// Indices in ascending order: they are never used again, so an array by index would grow for
    /// as long as interfaces come and go.
    private int[] indices = new int[8];

    private @Nullable HostInterface[] interfaces = new @Nullable HostInterface[8];
    private int size;

    @Nullable HostInterface find(int index) {
        int place = place(index);
        return place < 0 ? null : interfaces[place];
    }

    /// Where an index is, or `-(where it is to be) - 1`.
    private int place(int index) {
        return Arrays.binarySearch(indices, 0, size, index);
    }

    @Nullable HostInterface find(String name) {
        return byName.get(name);
    }

    List<HostInterface> all() {
        return List.copyOf(byName.values());
    }

    void add(HostInterface it) {
        if (size == indices.length) {
            indices = Arrays.copyOf(indices, size * 2);
            interfaces = Arrays.copyOf(interfaces, size * 2);
        }
        int place = -place(it.index()) - 1;
        move(place, place + 1);
        indices[place] = it.index();
        interfaces[place] = it;
        size++;
        byName.put(it.name(), it);
    }

    void remove(HostInterface it) {
        int place = place(it.index());
        move(place + 1, place);
        interfaces[--size] = null;
        byName.remove(it.name());
    }

    private void move(int from, int to) {
        int count = size - from;
        System.arraycopy(indices, from, indices, to, count);
        System.arraycopy(interfaces, from, interfaces, to, count);
    }

    /// Tells the listeners of a change.
    void tell(HostInterface it) {
        listeners.tell(one -> one.changed(it));
    }

    /// The interfaces as one owner sees them: what its listeners throw is charged to it.
    Interfaces seenBy(Owner owner, HostStrand strand) {
        return new Interfaces() {
            @Override
            public @Nullable NetInterface find(int index) {
                return InterfaceList.this.find(index);
            }

            @Override
            public @Nullable NetInterface find(String name) {
                return InterfaceList.this.find(name);
            }

            @Override
            public void listen(Listener listener) {
                // A constructor, which runs off the strand, may call this.
                strand.run(() -> listeners.add(owner, listener, all(), Listener::changed));
            }
        };
    }

    void forget(Owner owner) {
        listeners.forget(owner);
    }
}
