package io.sockit.api;

/// What passed one socket since it was opened.
///
/// @param inMessages messages put into its receive buffer
/// @param inBytes their data
/// @param outMessages messages its protocol took from it
/// @param outBytes their data
/// @param dropped messages for it that its receive buffer had no room for
public record SocketCounts(
        long inMessages, long inBytes, long outMessages, long outBytes, long dropped) {}
