package io.sockit.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.Errno;

import org.jspecify.annotations.Nullable;

/// A socket as its protocol sees it (BSD `struct socket`, its fields by name). On the strand.
public interface Socket {
    /// Unique in a host's life.
    long id();

    AddressFamily soFamily();

    /// so_type: one of [io.sockit.api.Sock].
    int soType();

    /// The protocol argument of `socket()`, until [#soProto] says better.
    int soProtocol();

    /// so_proto: says which protocol serves this socket. Called once by the family, in
    /// [ProtocolFamily#create].
    ///
    /// @param protocol its number, as `SO_PROTOCOL` answers it
    /// @param name its name, such as `udp`
    /// @param server the contribution that serves it beside the family's own, or null; the socket
    ///     pins it until it is detached
    void soProto(int protocol, String name, @Nullable Contribution<?> server);

    /// so_options.
    SocketFlags soOptions();

    /// so_rcv: where received messages go.
    ReceiveBuffer soRcv();

    /// so_error: sets the pending error, which the next call answers once, and wakes who waits.
    void soError(Errno error);

    /// Takes the pending error, or null: for a send that must not pass over it.
    @Nullable Errno takeSoError();
}
