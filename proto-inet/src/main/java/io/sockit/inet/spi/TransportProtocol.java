package io.sockit.inet.spi;

import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;

/// The socket row of a transport (a row of BSD's and Linux's `inetsw`): makes the protocol's side
/// of sockets of one type and protocol, of `AF_INET` and of `AF_INET6`. On the strand.
public interface TransportProtocol {
    /// Where socket rows are contributed.
    ExtensionPoint<TransportKey, TransportProtocol> POINT =
            new ExtensionPoint<>("transport", TransportKey.class, TransportProtocol.class);

    /// The protocol's name, as `ss` shows it, such as `udp`.
    String name();

    /// Makes the protocol's side of a socket. [Socket#soFamily] is `AF_INET` or `AF_INET6`.
    ///
    /// @param protocol the number that was asked for, 0 for the type's default
    /// @throws ErrnoException `EPROTONOSUPPORT` where it does not serve that family, `EACCES`
    SocketOps create(Socket socket, int protocol, CallContext call) throws ErrnoException;
}
