package io.sockit.api;

import java.util.List;

/// The sockets of a host.
public interface SocketTable {
    /// All open sockets in the order of their ids, read on the strand.
    List<SocketInfo> rows();

    /// Those that are closed, and so have no row any more; read on the strand.
    ClosedSockets closed();
}
