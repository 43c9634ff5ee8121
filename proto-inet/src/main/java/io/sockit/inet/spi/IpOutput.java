package io.sockit.inet.spi;

import io.sockit.api.ErrnoException;
import io.sockit.spi.packet.Packet;

/// Sends packets of either family. A service for transports; on the strand.
public interface IpOutput {
    /// Finds the way of a flow: interface, next hop and source address, or checks that what it
    /// found before still holds, which costs a comparison. Call it before reading the flow's
    /// source.
    ///
    /// @throws ErrnoException `ENETUNREACH` where no route leads there, `EADDRNOTAVAIL` where the
    ///     host has no source address for it, `ENOBUFS` where there is no room for one more
    ///     neighbour, `EACCES` for a broadcast without `SO_BROADCAST`, `EINVAL` for a link-local
    ///     address without scope id
    void route(IpFlow flow) throws ErrnoException;

    /// The largest packet that passes along a routed flow, as far as it is known: of the link, or
    /// of the path (RFC 1191, RFC 8201).
    int mtu(IpFlow flow);

    /// The largest packet that may go along a routed flow in one piece: as [#mtu], or what the link
    /// takes where the options leave the path out of account ([MtuDiscovery#heedsPath]).
    int limit(IpFlow flow);

    /// Learns that a packet was too large for its path.
    ///
    /// @param quoted what an ICMP error quotes, and a socket of the transport did send: who has not
    ///     seen its packets cannot forge it
    /// @param mtu the largest packet that passes, or 0 where it is not said
    void tooBig(Packet quoted, int mtu);

    /// Puts the network header in front of a segment and sends it along the flow. Takes the packet
    /// over, also where it throws.
    ///
    /// @param segment its data begins with the transport header; the checksum is done, see
    ///     [IpFlow#checksum]
    /// @param protocol the IP protocol number
    /// @throws ErrnoException as [#route]; `EMSGSIZE` where it does not fit, and is not to
    ///     be cut ([MtuOptions])
    void output(Packet segment, IpFlow flow, int protocol) throws ErrnoException;
}
