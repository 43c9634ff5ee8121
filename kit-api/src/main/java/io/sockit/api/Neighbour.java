package io.sockit.api;

/// A row of [Neighbours]: a static mapping.
///
/// @param link the interface's index
/// @param address the neighbour's network address
/// @param linkAddress where its frames go
public record Neighbour(int link, NetAddress address, LinkAddress linkAddress) {}
