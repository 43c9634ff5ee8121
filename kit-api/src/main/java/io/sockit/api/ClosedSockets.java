package io.sockit.api;

/// The sockets that a host had and that are closed, all together.
///
/// @param number how many
/// @param counts what passed them, added up
public record ClosedSockets(long number, SocketCounts counts) {}
