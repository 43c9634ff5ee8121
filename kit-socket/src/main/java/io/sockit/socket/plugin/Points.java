package io.sockit.socket.plugin;

import io.sockit.socket.strand.Owner;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;
import io.sockit.spi.Strand;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The extension points of a host. Rows change on the strand; anything else from any thread.
final class Points {
    private final Map<ExtensionPoint<?, ?>, PointTable<?, ?>> tables = new ConcurrentHashMap<>();
    private final Strand strand;

    Points(Strand strand) {
        this.strand = strand;
    }

    @SuppressWarnings("unchecked") // a point is the key of a table of its own types
    <K, T> PointTable<K, T> table(ExtensionPoint<K, T> point) {
        PointTable<?, ?> table = tables.get(point);
        if (table == null) {
            table = tables.computeIfAbsent(point, p -> new PointTable<>());
        }
        return (PointTable<K, T>) table;
    }

    /// The points as a plug-in sees them: its listeners are dropped with it.
    Extensions viewOf(Owner owner) {
        return new Extensions() {
            @Override
            public <K, T> ExtensionView<K, T> of(ExtensionPoint<K, T> point) {
                return new View<>(table(point), owner, strand);
            }
        };
    }

    /// Forgets the listeners of a plug-in. On the strand.
    void dropListeners(Owner owner) {
        tables.values().forEach(table -> table.forget(owner));
    }

    /// Forgets the points whose types a loader defined: no plug-in that knows them is left.
    void dropPointsOf(ClassLoader loader) {
        tables.keySet()
                .removeIf(point -> isOf(loader, point.type()) || isOf(loader, point.keyType()));
    }

    private static boolean isOf(ClassLoader loader, Class<?> type) {
        return loader.equals(type.getClassLoader());
    }

    private record View<K, T>(PointTable<K, T> table, Owner owner, Strand strand)
            implements ExtensionView<K, T> {
        @Override
        public @Nullable Contribution<T> find(K key) {
            return table.find(key);
        }

        @Override
        public List<Contribution<T>> all() {
            return table.all();
        }

        @Override
        public void listen(Listener<K, T> listener) {
            if (!owner.alive()) {
                throw new IllegalStateException("plug-in " + owner.name() + " is unloaded");
            }
            // Constructors run off the strand, so that it loads no classes.
            strand.run(() -> table.listen(owner, listener));
        }
    }
}
