package io.sockit.socket.device;

import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Extension points that a test fills. One thread.
final class FakeExtensions implements Extensions {
    private final Map<ExtensionPoint<?, ?>, FakeView<?, ?>> views = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <K, T> FakeView<K, T> of(ExtensionPoint<K, T> point) {
        return (FakeView<K, T>) views.computeIfAbsent(point, p -> new FakeView<K, T>());
    }

    static final class FakeView<K, T> implements ExtensionView<K, T> {
        private final Map<K, Contribution<T>> rows = new LinkedHashMap<>();
        private final List<Listener<K, T>> listeners = new ArrayList<>();

        Fake<T> add(String plugin, K key, T value) {
            Fake<T> row = new Fake<>(plugin, value);
            rows.put(key, row);
            listeners.forEach(listener -> listener.added(key, row));
            return row;
        }

        void remove(K key) {
            Contribution<T> row = rows.remove(key);
            listeners.forEach(listener -> listener.removed(key, row));
        }

        @Override
        public Contribution<T> find(K key) {
            return rows.get(key);
        }

        @Override
        public List<Contribution<T>> all() {
            return List.copyOf(rows.values());
        }

        @Override
        public void listen(Listener<K, T> listener) {
            listeners.add(listener);
            rows.forEach(listener::added);
        }
    }

    /// A row that counts its pins and keeps its faults.
    static final class Fake<T> implements Contribution<T> {
        final List<Throwable> faults = new ArrayList<>();
        int pins;
        boolean draining;

        private final String plugin;
        private final T value;

        Fake(String plugin, T value) {
            this.plugin = plugin;
            this.value = value;
        }

        @Override
        public T value() {
            return value;
        }

        @Override
        public String plugin() {
            return plugin;
        }

        @Override
        public void fault(Throwable failure) {
            faults.add(failure);
        }

        @Override
        public boolean pin() {
            if (!draining) {
                pins++;
            }
            return !draining;
        }

        @Override
        public void release() {
            pins--;
        }
    }
}
