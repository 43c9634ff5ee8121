package io.sockit.spi;

import org.jspecify.annotations.Nullable;

/// What serves a new socket.
///
/// @param ops the protocol's side of it
/// @param protocol the protocol's number, as `SO_PROTOCOL` answers it
/// @param name the protocol's name, such as `udp`
/// @param server the contribution that serves it beside the family's own, or null; the kit pins it
///     until the socket's end
public record Served(SocketOps ops, int protocol, String name, @Nullable Contribution<?> server) {
    /// A socket that its family serves alone.
    public Served(SocketOps ops, int protocol, String name) {
        this(ops, protocol, name, null);
    }
}
