package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// Input of a network-layer protocol (Linux `packet_type`). On the strand.
public interface NetworkProtocol {
    /// Where network protocols are contributed.
    ExtensionPoint<EtherType, NetworkProtocol> POINT =
            new ExtensionPoint<>("network", EtherType.class, NetworkProtocol.class);

    /// Takes a packet over. Its data begins with the network header, the link header is consumed.
    ///
    /// @param packet with interface and EtherType set
    /// @param from where it came in
    void input(Packet packet, NetInterface from);
}
