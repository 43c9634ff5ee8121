package io.sockit.socket.device;

import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionView;

import java.util.SortedSet;
import java.util.TreeSet;

/// The keys of an extension point, for messages that say what there is. Thread-safe.
final class KeyNames<T> implements ExtensionView.Listener<String, T> {
    private final SortedSet<String> names = new TreeSet<>();

    @Override
    public synchronized void added(String key, Contribution<T> contribution) {
        names.add(key);
    }

    @Override
    public synchronized void removed(String key, Contribution<T> contribution) {
        names.remove(key);
    }

    /// What was expected in place of an unknown name.
    synchronized String thereAre() {
        return names.isEmpty() ? "no plug-in of this host brings one" : "expected: one of " + names;
    }
}
