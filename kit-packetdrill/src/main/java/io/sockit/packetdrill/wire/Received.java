package io.sockit.packetdrill.wire;

import io.sockit.packetdrill.script.PacketSpec;

/// A sent packet as it is described.
///
/// @param packet its IP part has the whole type of service, time to live and flow label
/// @param zeros whether its payload is all zeros, as the scripts' data is
public record Received(Ends ends, PacketSpec packet, boolean zeros) {}
