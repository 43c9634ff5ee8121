package io.sockit.spi;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is contributed to one extension point now, and what comes and goes later.
public interface ExtensionView<K, T> {
    /// The contribution under a key, or null. Any thread.
    @Nullable Contribution<T> find(K key);

    /// All, in the order they came. Any thread.
    List<Contribution<T>> all();

    /// Tells the listener of all that is there, at once, and then of every change. On the strand;
    /// so is the listener. It lives as long as the plug-in that registers it.
    void listen(Listener<K, T> listener);

    /// Is told of contributions, on the strand.
    interface Listener<K, T> {
        void added(K key, Contribution<T> contribution);

        /// After this returns, nothing of the contribution may be referenced any more.
        void removed(K key, Contribution<T> contribution);
    }
}
