package io.sockit.spi.packet;

/// How far the transport checksum of a packet is done.
public enum ChecksumState {
    /// Received: to be verified. Sent: written in full.
    NONE,
    /// Verified, or not needed, as on the loopback.
    UNNECESSARY,
    /// Left to the device: the field holds what the protocol wrote, not the checksum.
    PARTIAL
}
