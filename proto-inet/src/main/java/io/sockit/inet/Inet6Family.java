package io.sockit.inet;

import io.sockit.api.ErrnoException;
import io.sockit.api.NetAddress;
import io.sockit.api.Sockaddr;
import io.sockit.inet.spi.IpAddress;
import io.sockit.inet.transport.SocketRows;
import io.sockit.spi.CallContext;
import io.sockit.spi.NetworkAddressing;
import io.sockit.spi.ProtocolFamily;
import io.sockit.spi.Served;
import io.sockit.spi.Socket;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// The family `AF_INET6`. A mapped IPv4 address is no address of an interface, so the control plane
/// does not take one.
@Singleton
final class Inet6Family implements ProtocolFamily, NetworkAddressing {
    private final SocketRows rows;

    @Inject
    Inet6Family(SocketRows rows) {
        this.rows = rows;
    }

    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        return rows.create(socket, protocol, call);
    }

    @Override
    public Sockaddr parse(String text) {
        return SockaddrIn6.parse(text);
    }

    @Override
    public @Nullable NetAddress parseAddress(String text) {
        Ipv6Text.Address address = Ipv6Text.parse(text);
        return address == null || IpAddress.isV4(address.high(), address.low())
                ? null
                : IpAddress.netAddress(address.high(), address.low());
    }

    @Override
    public String format(NetAddress address) {
        return Ipv6Text.format(IpAddress.high(address), IpAddress.low(address));
    }
}
