package io.sockit.spi;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// so_q: the connections of a listening socket that wait to be accepted. On the strand.
public interface AcceptQueue {
    /// The backlog, bounded by `net.core.somaxconn`.
    int limit();

    /// Connections that wait.
    int length();

    /// Whether no more should come, by Linux's rule: more than [#limit] wait.
    default boolean full() {
        return length() > limit();
    }

    /// Makes the socket of a new connection (BSD `sonewconn`), with the listener's family, type,
    /// protocol, options, buffer sizes and plug-ins. It can be accepted once the protocol calls
    /// [SocketState#connected] on it. Connections that nobody accepts before the listener closes
    /// are aborted, in their order.
    ///
    /// @param ops makes the protocol's side
    /// @return null where the host has no memory or no files left, or the plug-in is leaving: then
    ///     `ops` has not been called
    @Nullable Socket spawn(Function<Socket, SocketOps> ops);

    /// Whether a socket that it made still waits to be accepted.
    boolean holds(Socket spawned);

    /// Has a poke rung by bit 1, once, when there may be room: a connection has left the queue, the
    /// backlog has grown, or the listener is gone.
    void whenRoom(Poke poke);
}
