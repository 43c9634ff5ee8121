package io.sockit.inet.spi;

import io.sockit.spi.packet.Packet;

/// Sends ICMP errors about received packets. A service for transports; on the strand.
///
/// It keeps quiet where RFC 1122 §3.2.2 and RFC 4443 §2.4 (e) say so: about ICMP errors,
/// broadcasts, multicasts, later fragments, sources that are no single host; and beyond the rate
/// limit.
public interface IcmpErrors {
    /// Nobody listens on the packet's port.
    ///
    /// @param packet as it came into [TransportInput#input], its header perhaps consumed; it stays
    ///     the caller's, which drops it with a reason
    void portUnreachable(Packet packet);
}
