package io.sockit.spi;

import io.sockit.api.Link;
import io.sockit.api.LinkAddress;
import io.sockit.spi.packet.Packet;

/// An interface of the host as protocols see it (Linux `net_device`). It outlives the device under
/// it: after removal it drops what it is given. On the strand.
public interface NetInterface {
    int index();

    int mtu();

    boolean up();

    boolean loopback();

    /// Whether the device fills in transport checksums of packets marked PARTIAL, or needs none.
    boolean offloadsChecksums();

    /// The largest network packet with a segment size to hand over at once, in bytes: the MTU,
    /// or more if the device cuts or carries larger ones.
    int maxSegment();

    /// The whole row, with name and link type.
    Link link();

    /// Sends a network packet; takes it over. What the device does not take at once waits in the
    /// interface's bounded queue.
    ///
    /// @param packet its data begins with the network header, its EtherType is set
    /// @param nextHop the link-layer destination; [LinkAddress#NONE] on links without addresses
    void output(Packet packet, LinkAddress nextHop);
}
