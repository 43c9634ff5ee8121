package io.sockit.socket.plugin;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.PluginInfo;
import io.sockit.spi.ExtensionPoint;

import org.jspecify.annotations.Nullable;

/// A row of a loaded plug-in. Thread-safe; after the plug-in's end it holds nothing of it.
final class Contributed<K, T> extends Pinned<T> {
    private static final int LENGTH = 200;

    private final String kind;
    private final String keyText;
    private final String type;
    private volatile @Nullable ExtensionPoint<K, T> point;
    private volatile @Nullable K key;
    private volatile @Nullable T value;

    Contributed(LoadedPlugin plugin, ExtensionPoint<K, T> point, K key, T value) {
        super(plugin);
        this.kind = printable(point.name());
        this.keyText = printable(text(key));
        this.type = value.getClass().getName();
        this.point = point;
        this.key = key;
        this.value = value;
    }

    ExtensionPoint<K, T> point() {
        return live(point);
    }

    /// A family is known by its number as well.
    private static String text(Object key) {
        return key instanceof AddressFamily family
                ? family + " (" + family.number() + ")"
                : key.toString();
    }

    private static String printable(String text) {
        if (!Declared.isPrintable(text, LENGTH)) {
            throw new IllegalArgumentException(
                    "a point or key (expected: 1 to " + LENGTH + " printable characters)");
        }
        return text;
    }

    K key() {
        return live(key);
    }

    @Override
    public T value() {
        return live(value);
    }

    private <V> V live(@Nullable V part) {
        if (part == null) {
            throw new IllegalStateException(this + " is gone: its plug-in is unloaded");
        }
        return part;
    }

    RefusedException refuse(String reason) {
        return new RefusedException(
                Errno.EEXIST, owner().source(), plugin(), kind + " " + keyText + " " + reason);
    }

    void clear() {
        point = null;
        key = null;
        value = null;
    }

    PluginInfo.Contribution info() {
        return new PluginInfo.Contribution(kind, keyText, type);
    }

    @Override
    public String toString() {
        return kind + " " + keyText + " of plug-in " + plugin();
    }
}
