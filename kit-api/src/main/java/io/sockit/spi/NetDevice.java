package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// A device (the driver's side of Linux's `net_device`). On the strand, except [#close].
public interface NetDevice {
    /// What it is; asked once, after it was opened.
    DeviceFacts facts();

    /// Takes a packet, or not.
    ///
    /// @param frame its data begins with the link header where the link has one; the device's own
    ///     where the answer is [Transmit#SENT] or [Transmit#DROPPED], else still the kit's
    Transmit transmit(Packet frame);

    /// Ends it; nothing is delivered afterwards. Off the strand, once.
    void close();
}
