package io.sockit.api;

/// A row of [Neighbours].
///
/// @param link the interface's index
/// @param address the neighbour's network address
/// @param linkAddress where its frames go; [LinkAddress#NONE] where that is not known
/// @param state how it is known
public record Neighbour(
        int link, NetAddress address, LinkAddress linkAddress, NeighbourState state) {
    /// A mapping that is set, and stays until it is removed.
    public Neighbour(int link, NetAddress address, LinkAddress linkAddress) {
        this(link, address, linkAddress, NeighbourState.PERMANENT);
    }
}
