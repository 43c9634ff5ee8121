package io.sockit.api;

import java.nio.ByteBuffer;

/// Sees copies of packets, outside the strand, in order. Called on one thread at a time; what it
/// throws is logged. It does not wait in calls of the kit: that holds up the thread that sent or
/// received, and is an [IllegalStateException] where a virtual clock moves.
///
/// A packet that came in is shown as it came, and a second time, with the reason, where the host
/// drops it further up. In real time a slow tap misses packets, which `Tap.Missed` counts; under a
/// virtual clock it misses no packet.
@FunctionalInterface
public interface PacketTap {
    /// Which way a packet went, as the host sees it.
    enum Direction {
        IN,
        OUT
    }

    /// @param link the interface
    /// @param direction which way
    /// @param timestampNanos the host's monotonic clock
    /// @param etherType of a packet on a link without a link header; -1 where the frame has one
    /// @param frame the bytes as they were on the link, valid during the call only
    /// @param dropped why the host dropped it, such as `Ip.BadChecksum`; empty where it did not
    void packet(
            Link link,
            Direction direction,
            long timestampNanos,
            int etherType,
            ByteBuffer frame,
            String dropped);
}
