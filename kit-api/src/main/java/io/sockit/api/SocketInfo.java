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
/// @param local the local address, null if the socket is not bound
/// @param peer the peer, null if the socket is not connected
/// @param peerId the id of the socket at the other end, where it is one of the same host and the
///     family knows it; else 0
/// @param received bytes to be read; of messages, what they are charged. Of a listening socket,
///     connections to be accepted (`ss`: Recv-Q)
/// @param unsent bytes that are not acknowledged; of messages, what they are charged. Of a
///     listening socket, its backlog (`ss`: Send-Q)
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
        long peerId,
        long received,
        long unsent,
        SocketCounts counts) {}
