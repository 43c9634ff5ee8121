package io.sockit.inet.spi;

import io.sockit.api.ErrnoException;

/// The host's own addresses. A service for transports; on the strand.
public interface IpAddresses {
    /// Whether packets to this unicast address are for this host.
    boolean isLocal(long high, long low);

    /// Whether this is `255.255.255.255` or the broadcast address of a network that the host is on.
    boolean isBroadcast(long high, long low);

    /// Whether a socket may have this local address: unspecified, the host's own, broadcast or
    /// multicast.
    ///
    /// @param scope the interface's index for a scoped address
    /// @throws ErrnoException `EADDRNOTAVAIL`; `EINVAL` for a scoped address without scope id
    void checkBind(long high, long low, int scope) throws ErrnoException;
}
