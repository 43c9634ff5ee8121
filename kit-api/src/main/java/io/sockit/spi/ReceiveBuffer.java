package io.sockit.spi;

import io.sockit.spi.packet.Packet;

/// so_rcv of a message socket, as its protocol sees it: the limit is `SO_RCVBUF`, charged with what
/// the packets pin ([Packet#chargedBytes]). On the strand.
public interface ReceiveBuffer {
    /// Appends a message whose data is the packet's, and wakes readers after the strand is left.
    ///
    /// @return false where it is full or closed: then the packet is still the caller's, to
    ///     be dropped with a reason
    boolean append(Packet message);

    /// Bytes charged now.
    long charged();
}
