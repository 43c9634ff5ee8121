package io.sockit.spi;

import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

/// Sockets that send and receive whole messages. Received ones go to [Socket#soRcv]. With control
/// messages it is [ControlOps], with a queue of errors [ErrorOps] too.
public interface DatagramOps extends SocketOps {
    /// Sends a message. Takes the packet over, also where it throws. On the strand.
    ///
    /// @param payload the message, charged to the socket's send buffer
    /// @param to where to, or null for the connected peer
    /// @throws ErrnoException `EDESTADDRREQ`, `EMSGSIZE`, `ENETUNREACH` and others; a packet lost
    ///     on its way is no error but a counted drop
    void send(Packet payload, @Nullable Sockaddr to, CallContext call) throws ErrnoException;

    /// Where a received message came from, or null where the sender has no address. It reads
    /// nothing but the packet, and does not keep it: called on the receiver's thread, off the
    /// strand.
    @Nullable Sockaddr source(Packet received);

    /// The largest message it takes, in bytes; longer ones answer `EMSGSIZE` before they are
    /// copied. Any thread.
    int maxMessage();

    /// The `MSG_` flags that [#send] serves besides the kit's own; others answer `EOPNOTSUPP`. Any
    /// thread.
    default int sendFlags() {
        return 0;
    }
}
