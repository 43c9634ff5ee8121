package io.sockit.inet.spi;

import io.sockit.api.AddressFamily;
import io.sockit.api.ErrnoException;
import io.sockit.spi.CallContext;
import io.sockit.spi.SysctlRegistry.RangeSysctl;

/// The settings that all transports share. A service for transports; on the strand.
public interface InetSettings {
    /// The IP-level options of a new socket, which it shares with others: [InetOptions#copy] before
    /// a change.
    InetOptions options(AddressFamily family);

    /// A flow for what the host sends of itself, without a socket: a reset, an error. Routers may
    /// cut what goes over IPv4.
    IpFlow hostFlow();

    /// `net.ipv4.ip_local_port_range`: the ports of implicit binds, both ends inclusive.
    RangeSysctl localPortRange();

    /// Whether the caller may bind this port: from `net.ipv4.ip_unprivileged_port_start` on
    /// everybody, below it only with `CAP_NET_BIND_SERVICE`.
    ///
    /// @throws ErrnoException `EACCES`
    void checkPort(int port, CallContext call) throws ErrnoException;
}
