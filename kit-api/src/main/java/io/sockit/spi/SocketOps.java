package io.sockit.spi;

/// The protocol's side of one socket: its protocol control block (so_pcb), seen as BSD's
/// `pr_usrreqs`.
///
/// What a protocol can do beyond closing it says by the capabilities it implements besides:
/// [BindOps], [ConnectOps], [DatagramOps], [ControlOps], [ErrorOps], [OptionOps]. A call for which
/// the capability is missing answers `EOPNOTSUPP` (options: `ENOPROTOOPT`). Every method runs on
/// the strand unless it says otherwise.
public interface SocketOps {
    /// The last descriptor is closed, or the protocol's plug-in is leaving: gives up addresses,
    /// timers and table entries. Never waits. Nothing is called afterwards.
    void detach();

    /// The protocol's word for its state, as `ss` shows it.
    String state();
}
