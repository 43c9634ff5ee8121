package io.sockit.api;

import org.jspecify.annotations.Nullable;

/// A row of [Routes]. The routes that interface addresses imply (their networks, themselves) are
/// not rows: the family derives them.
///
/// @param destination where to
/// @param gateway the next hop, or null where the destination is on the link
/// @param link the interface's index
/// @param source the preferred source address, or null
/// @param metric lower is better among equal prefixes
public record Route(
        Prefix destination,
        @Nullable NetAddress gateway,
        int link,
        @Nullable NetAddress source,
        int metric) {}
