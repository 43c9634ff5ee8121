package io.sockit.api;

import org.jspecify.annotations.Nullable;

/// One open socket, as `ss` shows it.
///
/// @param id unique in a host's life
/// @param family its family
/// @param type one of [Sock]
/// @param protocol the protocol's number
/// @param protocolName the protocol's name, such as `udp`
/// @param state the protocol's own word, such as `UNCONN`
/// @param local the local address, null where none is bound
/// @param peer the peer, null where none is connected
/// @param received bytes charged to the receive buffer
/// @param unsent bytes charged to the send buffer
/// @param counts what passed it
public record SocketInfo(
        long id,
        AddressFamily family,
        int type,
        int protocol,
        String protocolName,
        String state,
        @Nullable Sockaddr local,
        @Nullable Sockaddr peer,
        long received,
        long unsent,
        SocketCounts counts) {}
