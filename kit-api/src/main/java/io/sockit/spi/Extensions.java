package io.sockit.spi;

/// The live extension points of a host.
public interface Extensions {
    /// The view of one point. Any thread.
    <K, T> ExtensionView<K, T> of(ExtensionPoint<K, T> point);
}
