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

/// The family `AF_INET`.
@Singleton
final class InetFamily implements ProtocolFamily, NetworkAddressing {
    private final SocketRows rows;

    @Inject
    InetFamily(SocketRows rows) {
        this.rows = rows;
    }

    @Override
    public Served create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        return rows.create(socket, protocol, call);
    }

    @Override
    public Sockaddr parse(String text) {
        return SockaddrIn.parse(text);
    }

    @Override
    public @Nullable NetAddress parseAddress(String text) {
        long address = Ipv4Text.parse(text);
        return address == Ipv4Text.NONE
                ? null
                : IpAddress.netAddress(0, IpAddress.mapped((int) address));
    }

    @Override
    public String format(NetAddress address) {
        return Ipv4Text.format(IpAddress.v4(IpAddress.low(address)));
    }
}
