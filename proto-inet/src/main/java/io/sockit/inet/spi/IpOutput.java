package io.sockit.inet.spi;

import io.sockit.api.ErrnoException;
import io.sockit.spi.packet.Packet;

/// Sends packets of either family. A service for transports; on the strand.
public interface IpOutput {
    /// Finds the way of a flow: interface, next hop and source address, or sees that what it found
    /// before still holds, which costs a comparison. Call it before reading the flow's source.
    ///
    /// @throws ErrnoException `ENETUNREACH` where no route leads there, `EADDRNOTAVAIL` where the
    ///     host has no source address for it, `EHOSTUNREACH` where the neighbour is unknown,
    ///     `EACCES` for a broadcast without `SO_BROADCAST`, `EINVAL` for a link-local address
    ///     without scope id
    void route(IpFlow flow) throws ErrnoException;

    /// Puts the network header in front of a segment and sends it along the flow. Takes the packet
    /// over, also where it throws.
    ///
    /// @param segment its data begins with the transport header; the checksum is done, see
    ///     [IpFlow#checksum]
    /// @param protocol the IP protocol number
    /// @throws ErrnoException as [#route]; `EMSGSIZE` where it does not fit the interface
    void output(Packet segment, IpFlow flow, int protocol) throws ErrnoException;
}
