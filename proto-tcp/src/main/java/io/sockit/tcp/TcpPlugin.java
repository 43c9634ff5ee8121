package io.sockit.tcp;

import static io.sockit.api.Sock.SOCK_STREAM;
import static io.sockit.inet.Inet.IPPROTO_TCP;

import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.spi.TransportKey;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.PluginModule;
import io.sockit.tcp.spi.CongestionControl;

/// Adds TCP to the Internet families: the default protocol of their stream sockets, and the input
/// of IP protocol 6.
public final class TcpPlugin extends PluginModule {
    public TcpPlugin() {
        super("tcp", "0.1", "inet");
    }

    @Override
    protected void configure() {
        contribute(
                TransportProtocol.POINT,
                new TransportKey(SOCK_STREAM, IPPROTO_TCP, true),
                TcpTransport.class);
        contribute(CongestionControl.POINT, Cubic.NAME, Cubic.class);
        contribute(CongestionControl.POINT, NewReno.NAME, NewReno.class);
        contribute(TransportInput.POINT, new IpProtocol(IPPROTO_TCP, "tcp"), TcpInput.class);
    }
}
