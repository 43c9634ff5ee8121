package io.sockit.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.api.Sockaddr;

/// A protocol family (`struct net_proto_family`, BSD `struct domain`): makes the protocol's side of
/// new sockets. A family whose interfaces have addresses implements [NetworkAddressing] too.
public interface ProtocolFamily {
    /// Where families are contributed.
    ExtensionPoint<AddressFamily, ProtocolFamily> POINT =
            new ExtensionPoint<>("family", AddressFamily.class, ProtocolFamily.class);

    /// Makes the protocol's side of a socket. On the strand.
    ///
    /// @param socket of the type that was asked for
    /// @param protocol a number, or 0 for the type's default
    /// @throws ErrnoException `ESOCKTNOSUPPORT` where the family has nothing of that type,
    ///     `EPROTONOSUPPORT` where it has, but not of that protocol, `EACCES`
    Served create(Socket socket, int protocol, CallContext call) throws ErrnoException;

    /// Parses a socket address in the family's notation. Any thread.
    ///
    /// @throws IllegalArgumentException saying what was expected
    Sockaddr parse(String text);
}
