package io.sockit.api;

/// The sockets that a host had and that are closed, all together.
///
/// @param number how many
/// @param counts what passed them until their protocol was detached, added up
public record ClosedSockets(long number, SocketCounts counts) {}
