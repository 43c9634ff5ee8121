package io.sockit.udp;

import static io.sockit.api.Sock.SOCK_DGRAM;
import static io.sockit.inet.Inet.IPPROTO_UDP;

import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.spi.TransportKey;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.PluginModule;

/// Adds UDP to the Internet families: the default protocol of their datagram sockets, and the input
/// of IP protocol 17.
public final class UdpPlugin extends PluginModule {
    public UdpPlugin() {
        super("udp", "0.1", "inet");
    }

    @Override
    protected void configure() {
        contribute(
                TransportProtocol.POINT,
                new TransportKey(SOCK_DGRAM, IPPROTO_UDP, true),
                UdpTransport.class);
        contribute(TransportInput.POINT, new IpProtocol(IPPROTO_UDP, "udp"), UdpInput.class);
    }
}
