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

    /// Whether one message may be sent from this unicast address, or else by this interface.
    ///
    /// @param high 0, and `low` 0, for no address
    /// @param link the interface's index, or 0
    /// @throws ErrnoException `ENODEV` where there is no such interface; for an address that is not
    ///     this host's `ENETUNREACH`, or for IPv6 `EINVAL`; `EINVAL` for one that none can be
    void checkSource(long high, long low, int link) throws ErrnoException;

    /// The address to answer from what came to an IPv4 address: that one itself where it is this
    /// host's, else one of the interface it came by.
    ///
    /// @return the low half of a mapped address
    long answerFrom(long low, int link);
}
