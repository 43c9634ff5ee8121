package io.sockit.spi;

import org.jspecify.annotations.Nullable;

/// The interfaces of a host, for protocols. On the strand.
public interface Interfaces {
    /// The interface of this index, or null.
    @Nullable NetInterface find(int index);

    /// The interface of this name, or null.
    @Nullable NetInterface find(String name);

    /// Tells of every interface there is, at once, and then of every change of it. The listener
    /// lives as long as the plug-in that registers it.
    void listen(Listener listener);

    /// Is told of interfaces, on the strand.
    interface Listener {
        /// It came, went up or down, changed its MTU, or left ([NetInterface#up] is then false for
        /// good).
        void changed(NetInterface netInterface);
    }
}
