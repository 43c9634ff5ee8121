package io.sockit.spi.packet;

/// The payer of a packet while it is on its way: usually the buffer of the sending socket.
@FunctionalInterface
public interface Charge {
    /// Gives `bytes` back, once for every [Packet#charge]. Called where the packet leaves the host
    /// or is released, on any thread: must not wait, and must not throw.
    void uncharge(int bytes);

    /// Whether it goes on paying while the packet lies in a receive buffer, until a program has
    /// taken it.
    default boolean untilReceived() {
        return false;
    }
}
