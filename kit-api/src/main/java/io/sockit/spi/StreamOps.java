package io.sockit.spi;

import io.sockit.api.ErrnoException;

/// Sockets that carry a stream of bytes. What is written is put into [StreamSend], what has arrived
/// in order goes to [StreamReceive]; `EPIPE` after a shut direction, pending errors and the end of
/// the stream are the kit's. On the strand.
public interface StreamOps extends SocketOps {
    /// Before anything of a send is copied: whether the socket takes data now. Where it does and
    /// has no connection, the kit answers `ENOTCONN`; while a connection is being made, a sender
    /// waits and nothing is asked.
    ///
    /// @param flags of the call
    /// @throws ErrnoException another error than the kit's: TCP has `EPIPE` without a connection
    default void admit(int flags) throws ErrnoException {}

    /// so_snd has grown (BSD `PRU_SEND`).
    ///
    /// @param flags of the call: with `MSG_MORE` more will follow soon; with `MSG_OOB` the last
    ///     byte is urgent; with `MSG_EOR` a record ends
    /// @param call whose bytes they are
    void output(int flags, CallContext call) throws ErrnoException;

    /// The reader has made room in so_rcv (BSD `PRU_RCVD`): called after it passed
    /// [StreamReceive#updateAt].
    ///
    /// @param position the stream's byte that it reads next
    void received(long position);

    /// The `MSG_` flags that a send serves besides `MSG_DONTWAIT`, `MSG_NOSIGNAL` and `MSG_MORE`;
    /// others answer `EOPNOTSUPP`. Any thread.
    default int sendFlags() {
        return 0;
    }

    /// The `MSG_` flags that a receive serves besides `MSG_PEEK`, `MSG_WAITALL`, `MSG_OOB` and
    /// those of a send: of `MSG_TRUNC`, which passes over data without copying it. Any thread.
    default int receiveFlags() {
        return 0;
    }

    /// How many bytes so_snd may hold: `SO_SNDBUF`, unless the protocol sizes it. Any thread.
    ///
    /// @param bytes `SO_SNDBUF`
    default int sendLimit(int bytes) {
        return bytes;
    }
}
