package io.sockit.inet.spi;

import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;

/// What the sockets of every transport use, in one. A service for transports; on the strand.
public record InetServices(
        IpOutput output,
        IpAddresses addresses,
        InetSettings settings,
        PeerAddresses peers,
        PacketPool pool) {
    @Inject
    public InetServices {}
}
