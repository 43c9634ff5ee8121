package io.sockit.socket.device;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.Interfaces;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The interfaces by index and name, and who hears of them. On the strand.
final class InterfaceList {
    private final Map<String, HostInterface> byName = new LinkedHashMap<>();
    private final List<Hearing> listeners = new ArrayList<>();
    private @Nullable HostInterface[] byIndex = new @Nullable HostInterface[8];

    private record Hearing(Owner owner, Interfaces.Listener listener) {}

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

    /// Tells everybody of a change.
    void tell(HostInterface it) {
        for (Hearing hearing : List.copyOf(listeners)) {
            tell(hearing, it);
        }
    }

    void listen(Owner owner, Interfaces.Listener listener) {
        Hearing hearing = new Hearing(owner, listener);
        listeners.add(hearing);
        for (HostInterface it : all()) {
            tell(hearing, it);
        }
    }

    void forget(Owner owner) {
        listeners.removeIf(hearing -> hearing.owner.equals(owner));
    }

    private static void tell(Hearing hearing, HostInterface it) {
        if (!hearing.owner.alive()) {
            return;
        }
        try {
            hearing.listener.changed(it);
        } catch (Throwable t) {
            hearing.owner.fault(t);
        }
    }
}
