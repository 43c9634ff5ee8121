package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// The counters of a plug-in, and the end of the packets that it drops.
public interface CounterRegistry {
    /// The counter of this name, such as `Udp.InDatagrams`; the same object at every call.
    Counter counter(String name);

    /// Drops a packet that came in, for a reason: counts it, shows it to taps, releases it. On the
    /// strand. What a device cannot transmit it gives to [DevicePort#drop].
    void drop(Packet packet, Counter reason);
}
