package io.sockit.spi;

import io.sockit.api.Errno;

import org.jspecify.annotations.Nullable;

/// so_state and so_error: what a protocol tells the kit about a socket (BSD `soisconnected(9)` and
/// its family). On the strand; threads that wait are woken after it is left. After the end of a
/// socket nothing here has an effect.
public interface SocketState {
    /// The connection is made: a waiting connect returns, a socket from [AcceptQueue#spawn] can be
    /// accepted.
    void connected();

    /// The connection failed or is gone, in both directions. Receivers get what has arrived before
    /// they are told.
    ///
    /// @param error the pending error, null where the peer ended in good order
    void disconnected(@Nullable Errno error);

    /// The peer sends no more: receivers get what has arrived, and then the end of the stream.
    void cantRcvMore();

    /// Nothing can be sent any more: senders get `EPIPE`.
    void cantSendMore();

    /// so_error: sets the pending error, which the next call answers once.
    void soError(Errno error);

    /// Takes the pending error, or null: for a send that must not pass over it.
    @Nullable Errno takeSoError();

    /// Tells whether what the socket sends finds room at its receiver ([WaitingOps]); it does at
    /// first. Without room `poll` answers no POLLOUT. Where there is room, also where there was
    /// some before, calls that were refused with `EAGAIN` and wait try again.
    void sendRoom(boolean room);

    /// Ends a socket whose [SocketOps#close] answered false (BSD `sofree`). The protocol has given
    /// up everything. Has no effect while the socket is open.
    void ended();
}
