package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// Where a plug-in gets its counters, and drops packets.
public interface CounterRegistry {
    /// The counter of this name, such as `Udp.InDatagrams`; the same object at every call.
    Counter counter(String name);

    /// Drops a packet for a reason: counts it, shows it to taps, releases it. On the strand.
    void drop(Packet packet, Counter reason);
}
