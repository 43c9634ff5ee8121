package io.sockit.spi;

import io.sockit.api.Sockaddr;
import io.sockit.spi.packet.Packet;

/// Sockets with a queue of errors for `MSG_ERRQUEUE`, which the protocol fills by
/// [ReceiveBuffer#appendError]. Both methods read nothing but the packet: called on the receiver's
/// thread, off the strand.
public interface ErrorOps extends DatagramOps {
    /// Where the message that failed was sent to: `msg_name`.
    Sockaddr destination(Packet error);

    /// Puts what is known of the error.
    void error(Packet error, ControlSink into);
}
