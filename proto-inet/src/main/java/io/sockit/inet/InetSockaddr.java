package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.NetAddress;
import io.sockit.api.Sockaddr;
import io.sockit.inet.spi.IpAddress;

/// An Internet socket address: an address and a port. Seen as this, both families look alike, an
/// IPv4 address being mapped into IPv6.
public sealed interface InetSockaddr extends Sockaddr permits SockaddrIn, SockaddrIn6 {
    /// The address's first 64 bits; 0 for IPv4.
    long high();

    /// The address's last 64 bits; `0xffff` and the address for IPv4.
    long low();

    /// 0 to 65535, in host order as every number here.
    int port();

    /// Index of the interface that a link-local address is on, or 0.
    int scopeId();

    /// The address as the control plane keeps it; a mapped IPv4 address is of `AF_INET`.
    default NetAddress netAddress() {
        return IpAddress.netAddress(high(), low());
    }

    /// Takes an address that a call was given for a socket of a family.
    ///
    /// @param call the call's name, for the message
    /// @throws ErrnoException `EAFNOSUPPORT` where the address is of another family
    static InetSockaddr of(Sockaddr address, AddressFamily family, String call)
            throws ErrnoException {
        if (address instanceof InetSockaddr inet && address.family().equals(family)) {
            return inet;
        }
        throw new ErrnoException(
                Errno.EAFNOSUPPORT,
                call,
                "%s of %s (expected: %s)".formatted(address, address.family(), family));
    }
}
