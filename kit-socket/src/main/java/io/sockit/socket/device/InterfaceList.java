package io.sockit.socket.device;

import io.sockit.socket.strand.Listeners;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Interfaces;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The interfaces by index and name, and their listeners. On the strand.
final class InterfaceList {
    private final Map<String, HostInterface> byName = new LinkedHashMap<>();
    private final Listeners<Interfaces.Listener> listeners = new Listeners<>();
    private @Nullable HostInterface[] byIndex = new @Nullable HostInterface[8];

    @Nullable HostInterface find(int index) {
        @Nullable HostInterface[] all = byIndex;
        return index >= 0 && index < all.length ? all[index] : null;
    }

    @Nullable HostInterface find(String name) {
        return byName.get(name);
    }

    List<HostInterface> all() {
        return List.copyOf(byName.values());
    }

    void add(HostInterface it) {
        int index = it.index();
        if (index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, Math.max(index + 1, byIndex.length * 2));
        }
        byIndex[index] = it;
        byName.put(it.name(), it);
    }

    void remove(HostInterface it) {
        byIndex[it.index()] = null;
        byName.remove(it.name());
    }

    /// Tells the listeners of a change.
    void tell(HostInterface it) {
        listeners.tell(one -> one.changed(it));
    }

    void listen(Owner owner, Interfaces.Listener listener) {
        listeners.add(owner, listener, all(), Interfaces.Listener::changed);
    }

    void forget(Owner owner) {
        listeners.forget(owner);
    }
}
