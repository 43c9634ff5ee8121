package io.sockit.spi;

/// A kind of row that plug-ins add to a kit: a constant of the module that consumes the rows.
///
/// @param name the kind's name, for people and messages, such as `family`
/// @param type what is contributed
public record ExtensionPoint<K, T>(String name, Class<K> keyType, Class<T> type) {
    @Override
    public String toString() {
        return name;
    }
}
