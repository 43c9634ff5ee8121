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
        return List.copyOf(rows.all);
    }

    /// Where the key throws, nothing has changed.
    void add(Contributed<K, T> row) {
        List<Contributed<K, T>> more = new ArrayList<>(rows.all);
        more.add(row);
        Rows<K, T> next = Rows.of(List.copyOf(more));
        next.byKey.put(row.key(), row);
        rows = next;
        for (Ear<K, T> ear : ears) {
            ear.added(row);
        }
    }

    /// Listeners hear of it while the row still has its value.
    void remove(Contributed<K, T> row) {
        List<Contributed<K, T>> fewer = new ArrayList<>(rows.all);
        if (!fewer.remove(row)) { // by identity: a row's equals is not its key's
            return;
        }
        rows = Rows.of(List.copyOf(fewer));
        for (Ear<K, T> ear : ears) {
            ear.removed(row);
        }
    }

    void listen(Owner owner, Listener<K, T> listener) {
        Ear<K, T> ear = new Ear<>(owner, listener);
        List<Ear<K, T>> more = new ArrayList<>(ears);
        more.add(ear);
        ears = List.copyOf(more);
        for (Contributed<K, T> row : rows.all) {
            ear.added(row);
        }
    }

    /// Forgets the listeners of a plug-in.
    void drop(Owner owner) {
        ears = ears.stream().filter(ear -> !ear.owner.equals(owner)).toList();
    }
}
