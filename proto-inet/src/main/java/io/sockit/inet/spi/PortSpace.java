package io.sockit.inet.spi;

import io.sockit.api.ErrnoException;
import io.sockit.inet.InetSockaddr;
import io.sockit.spi.CallContext;

/// The ports of one transport, or what takes their place, and their owners: [PcbTable], or a table
/// of a protocol's own. On the strand.
public interface PortSpace {
    /// Checks that an address is one for a socket of this transport.
    ///
    /// @param asLocal whether it is to be the socket's own, or else a destination
    /// @param call the call's name, for the message
    /// @throws ErrnoException where it is not
    void checkServed(InetPcb pcb, InetSockaddr address, boolean asLocal, String call)
            throws ErrnoException;

    /// Chooses the port that a socket is to have with a local address.
    ///
    /// @param scope the interface's index where the address is scoped, or 0
    /// @param wanted the port that is asked for, 0 for any
    /// @return 0 where no port is free
    /// @throws ErrnoException where it may not have the one that is asked for
    int choose(InetPcb pcb, long high, long low, int scope, int wanted, CallContext call)
            throws ErrnoException;

    /// The socket has its local address and port now, perhaps a peer: it is to be found.
    void enter(InetPcb pcb);

    /// The socket's port is given back, or one of its ends is about to change.
    void leave(InetPcb pcb);
}
