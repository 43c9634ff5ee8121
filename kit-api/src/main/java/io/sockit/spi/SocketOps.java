package io.sockit.spi;

import io.sockit.api.Errno;

/// The protocol's side of one socket: its protocol control block (so_pcb), seen as BSD's
/// `pr_usrreqs`.
///
/// What a protocol can do beyond closing it says by the capabilities it implements besides:
/// [BindOps], [ConnectOps], [ListenOps], [PairOps], [DatagramOps] or [StreamOps], [ControlOps],
/// [ErrorOps], [ShutdownOps], [OptionOps], [IoctlOps]. A call for which the capability is missing
/// answers `EOPNOTSUPP` (options: `ENOPROTOOPT`, ioctl: `ENOTTY`). Every method runs on the strand
/// unless it says otherwise.
///
/// The end of a socket is always one of three: [#close] that answers true, [#abort], or
/// [SocketState#ended] after a [#close] that answered false. Nothing is called after it.
public interface SocketOps {
    /// The last descriptor is closed. Never waits.
    ///
    /// @return true where the socket is over: addresses, timers and table entries are given up;
    ///     false where it lives on without descriptors, to send what is left and end in good order,
    ///     until [SocketState#ended]
    boolean close();

    /// Gives up everything now, whatever is unsent: the plug-in leaves, the host closes,
    /// `SO_LINGER` with 0 seconds, or a connection that nobody accepted. May follow a [#close] that
    /// answered false. Never waits.
    ///
    /// @param why what the peer or the log may be told
    default void abort(Errno why) {
        close();
    }

    /// The protocol's word for its state, as `ss` shows it.
    String state();
}
