/// What transports see of the Internet protocols: the rows they contribute and the services they
/// inject.
///
/// A transport such as UDP contributes a [TransportProtocol], which makes the protocol's side of
/// its sockets, and a [TransportInput], which takes its packets and the errors about them. It sends
/// through [IpOutput] along an [IpFlow], one for each protocol control block, and reads the header
/// of a received packet through [IpPacket]. [IpAddresses], [IcmpErrors], [InetSettings] and
/// [PeerAddresses] are the other services.
///
/// Addresses of both families are pairs of `long`, IPv4 ones mapped (`::ffff:10.0.0.1`, RFC 4291
/// §2.5.5.2): so one table of control blocks serves both, and sockets that serve both at once. See
/// [IpAddress].
@NullMarked
package io.sockit.inet.spi;

import org.jspecify.annotations.NullMarked;
