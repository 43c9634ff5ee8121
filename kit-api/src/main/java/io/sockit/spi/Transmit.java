package io.sockit.spi;

/// What a device did with a packet.
public enum Transmit {
    /// It is on its way.
    SENT,
    /// Not now: the kit keeps it and asks again after [DevicePort#ready].
    BUSY,
    /// The device dropped and counted it.
    DROPPED
}
