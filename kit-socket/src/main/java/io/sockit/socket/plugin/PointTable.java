package io.sockit.socket.plugin;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView.Listener;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of one extension point and who listens to them. Read anywhere through one volatile
/// field; changed and listened to on the strand.
final class PointTable<K, T> {
    private volatile Rows<K, T> rows = new Rows<>(Map.of(), List.of());
    private List<Ear<K, T>> ears = List.of(); // on the strand; replaced, so that a round may go on

    /// All rows at one moment; never changed.
    private record Rows<K, T>(Map<K, Contributed<K, T>> byKey, List<Contribution<T>> all) {}

    /// @param owner the plug-in that listens
    private record Ear<K, T>(Owner owner, Listener<K, T> listener) {
        void added(Contributed<K, T> row) {
            try {
                listener.added(row.key(), row);
            } catch (Throwable failure) {
                owner.fault(failure);
            }
        }

        void removed(Contributed<K, T> row) {
            try {
                listener.removed(row.key(), row);
            } catch (Throwable failure) {
                owner.fault(failure);
            }
        }
    }

    @Nullable Contributed<K, T> find(K key) {
        return rows.byKey.get(key);
    }

    List<Contribution<T>> all() {
        return rows.all;
    }

    void add(Contributed<K, T> row) {
        Map<K, Contributed<K, T>> byKey = new LinkedHashMap<>(rows.byKey);
        byKey.put(row.key(), row);
        publish(byKey);
        for (Ear<K, T> ear : ears) {
            ear.added(row);
        }
    }

    /// Listeners hear of it while the row still has its value.
    void remove(Contributed<K, T> row) {
        Map<K, Contributed<K, T>> byKey = new LinkedHashMap<>(rows.byKey);
        if (!byKey.remove(row.key(), row)) {
            return;
        }
        publish(byKey);
        for (Ear<K, T> ear : ears) {
            ear.removed(row);
        }
    }

    private void publish(Map<K, Contributed<K, T>> byKey) {
        rows = new Rows<>(byKey, List.copyOf(byKey.values()));
    }

    void listen(Owner owner, Listener<K, T> listener) {
        Ear<K, T> ear = new Ear<>(owner, listener);
        List<Ear<K, T>> more = new ArrayList<>(ears);
        more.add(ear);
        ears = List.copyOf(more);
        for (Contributed<K, T> row : rows.byKey.values()) {
            ear.added(row);
        }
    }

    /// Forgets the listeners of a plug-in.
    void drop(Owner owner) {
        ears = ears.stream().filter(ear -> !ear.owner.equals(owner)).toList();
    }
}
