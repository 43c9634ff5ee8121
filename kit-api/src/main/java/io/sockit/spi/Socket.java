package io.sockit.spi;

import io.sockit.api.AddressFamily;

/// A socket as its protocol sees it (BSD `struct socket`, its fields by name). On the strand.
public interface Socket {
    /// Unique in a host's life.
    long id();

    AddressFamily soFamily();

    /// so_type: one of [io.sockit.api.Sock].
    int soType();

    /// so_options.
    SocketFlags soOptions();

    /// so_state and so_error: what the protocol tells of the connection.
    SocketState soState();

    /// so_rcv of a message socket: where received messages go.
    ReceiveBuffer soRcv();

    /// so_snd and so_rcv of a stream socket, made at the first call.
    StreamBuffers stream();
}
