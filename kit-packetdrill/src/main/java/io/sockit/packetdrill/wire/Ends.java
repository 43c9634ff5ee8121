package io.sockit.packetdrill.wire;

import io.sockit.api.NetAddress;

/// Addresses and ports of a packet.
///
/// @param sourcePort 0 for a packet without ports
public record Ends(NetAddress source, int sourcePort, NetAddress destination, int destinationPort) {
    private static final int V4_BITS = 32;

    public boolean isV4() {
        return source.bits() == V4_BITS;
    }

    /// The same, seen from the other side.
    public Ends swapped() {
        return new Ends(destination, destinationPort, source, sourcePort);
    }
}
