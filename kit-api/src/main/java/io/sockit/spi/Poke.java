package io.sockit.spi;

/// A doorbell of the [Strand]: requests that must not be forgotten are state that a poke points at.
public interface Poke {
    /// Or-s the bits in and sees that the handler runs with them. Idempotent until the handler has
    /// taken the bits. Any thread, on a strand or off; on this strand the handler runs after the
    /// current work, never recursively.
    ///
    /// @param bits at least one
    void poke(int bits);

    /// What answers a doorbell.
    @FunctionalInterface
    interface Handler {
        /// On the strand.
        ///
        /// @param bits all that were poked since the last run
        void poked(int bits);
    }
}
