package io.sockit.inet.neighbour;

import io.sockit.api.LinkAddress;
import io.sockit.spi.NetInterface;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// How a family asks for a neighbour: an ARP request, a neighbour solicitation. On the strand.
@FunctionalInterface
public interface Solicitor {
    /// Sends a question.
    ///
    /// @param high the neighbour's address
    /// @param at the link-layer address to ask, or null to ask all on the link
    /// @param waiting a packet that waits for the answer, which stays the caller's, or null
    void solicit(
            long high,
            long low,
            NetInterface out,
            @Nullable LinkAddress at,
            @Nullable Packet waiting);
}
