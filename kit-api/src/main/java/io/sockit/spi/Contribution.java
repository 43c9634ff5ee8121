package io.sockit.spi;

/// One contributed object and the plug-in that answers for it. A caller of [#value] that is to go
/// on after a failure catches Throwable and gives it to [#fault].
public interface Contribution<T> {
    T value();

    /// Name of the plug-in that contributed it.
    String plugin();

    /// Charges the plug-in with a failure. Any thread; never throws.
    void fault(Throwable failure);

    /// Holds the plug-in until [#release]: it cannot be unloaded meanwhile. Any thread.
    ///
    /// @return false where the plug-in is draining or gone: then it must not be used
    boolean pin();

    void release();
}
