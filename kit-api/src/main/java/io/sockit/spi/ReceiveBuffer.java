package io.sockit.spi;

import io.sockit.api.Errno;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// so_rcv of a message socket, as its protocol sees it: the limit is `SO_RCVBUF`, charged with what
/// the packets pin ([Packet#chargedBytes]). On the strand.
public interface ReceiveBuffer {
    /// Appends a message whose data is the packet's, and wakes readers after the strand is left.
    ///
    /// @return false where it is full or closed: then the packet is still the caller's, to
    ///     be dropped with a reason
    boolean append(Packet message);

    /// Appends an error about a message that was sent, for `MSG_ERRQUEUE` of a socket with
    /// [ErrorOps]: `poll` answers POLLERR while there is one. Charged to the same limit. It does
    /// not set so_error.
    ///
    /// @param error its data is what was sent, as far as it is known
    /// @param soError what the pending error is to be while this is the first of the queue (Linux:
    ///     errors that came from the network), or null
    /// @return false where the limit is reached: then the packet is still the caller's, to be
    ///     dropped with a reason
    boolean appendError(Packet error, @Nullable Errno soError);

    /// Releases all errors.
    void clearErrors();

    /// Messages that wait to be read.
    int length();

    /// Asks for one call of [WaitingOps#taken], soon after fewer than `messages` wait to be read.
    void tellBelow(int messages);

    /// Bytes charged now, errors included.
    long charged();
}
