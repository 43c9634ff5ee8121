package io.sockit.socket.plugin;

import io.sockit.socket.strand.Listeners;
import io.sockit.socket.strand.Owner;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView.Listener;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of one extension point and its listeners. Read anywhere through one volatile
/// field; changed and listened to on the strand.
final class PointTable<K, T> {
    private volatile Rows<K, T> rows = new Rows<>(Map.of(), List.of());
    private final Listeners<Listener<K, T>> listeners = new Listeners<>();

    /// All rows at one moment; never changed.
    private record Rows<K, T>(Map<K, Contributed<K, T>> byKey, List<Contributed<K, T>> all) {
        /// @param all whose keys may be a plug-in's and throw: such a row is found no more
        static <K, T> Rows<K, T> of(List<Contributed<K, T>> all) {
            Map<K, Contributed<K, T>> byKey = new LinkedHashMap<>();
            for (Contributed<K, T> row : all) {
                try {
                    byKey.put(row.key(), row);
                } catch (Throwable failure) {
                    row.fault(failure);
                }
            }
            return new Rows<>(byKey, all);
        }
    }

    @Nullable Contributed<K, T> find(K key) {
        return rows.byKey.get(key);
    }

    List<Contribution<T>> all() {
        return List.copyOf(rows.all);
    }

    /// If the key throws, nothing has changed.
    void add(Contributed<K, T> row) {
        List<Contributed<K, T>> more = new ArrayList<>(rows.all);
        more.add(row);
        Rows<K, T> next = Rows.of(List.copyOf(more));
        next.byKey.put(row.key(), row);
        rows = next;
        listeners.tell(it -> it.added(row.key(), row));
    }

    /// Listeners are told while the row still has its value.
    void remove(Contributed<K, T> row) {
        List<Contributed<K, T>> fewer = new ArrayList<>(rows.all);
        if (!fewer.remove(row)) { // by identity: a row's equals is not its key's
            return;
        }
        rows = Rows.of(List.copyOf(fewer));
        listeners.tell(it -> it.removed(row.key(), row));
    }

    void listen(Owner owner, Listener<K, T> listener) {
        listeners.add(owner, listener, rows.all, (it, row) -> it.added(row.key(), row));
    }

    /// Forgets the listeners of a plug-in.
    void forget(Owner owner) {
        listeners.forget(owner);
    }
}
