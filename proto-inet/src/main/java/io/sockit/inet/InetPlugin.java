package io.sockit.inet;

import io.sockit.api.LinkType;
import io.sockit.api.Sock;
import io.sockit.inet.arp.Arp;
import io.sockit.inet.fragment.FragmentErrors;
import io.sockit.inet.icmp.EchoProtocol;
import io.sockit.inet.icmp.IcmpInput;
import io.sockit.inet.icmp.IcmpReporter;
import io.sockit.inet.icmp.Icmpv6Input;
import io.sockit.inet.input.Ipv4Input;
import io.sockit.inet.input.Ipv6Input;
import io.sockit.inet.output.IpSender;
import io.sockit.inet.route.Routing;
import io.sockit.inet.spi.IcmpErrors;
import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddresses;
import io.sockit.inet.spi.IpOutput;
import io.sockit.inet.spi.IpProtocol;
import io.sockit.inet.spi.Ipv4Header;
import io.sockit.inet.spi.Ipv6Header;
import io.sockit.inet.spi.PeerAddresses;
import io.sockit.inet.spi.TransportInput;
import io.sockit.inet.spi.TransportKey;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.EtherType;
import io.sockit.spi.NetworkProtocol;
import io.sockit.spi.PluginModule;
import io.sockit.spi.ProtocolFamily;

/// The Internet protocols: IPv4 and IPv6 with ICMP, and a place for transports, which are plug-ins
/// of their own.
public final class InetPlugin extends PluginModule {
    public InetPlugin() {
        super("inet", "0.1");
    }

    @Override
    protected void configure() {
        contribute(ProtocolFamily.POINT, Inet.AF_INET, InetFamily.class);
        contribute(ProtocolFamily.POINT, Inet.AF_INET6, Inet6Family.class);

        for (LinkType link : new LinkType[] {LinkType.ETHERNET, LinkType.IP}) {
            network(new EtherType(link, Ipv4Header.ETHERTYPE), Ipv4Input.class);
            network(new EtherType(link, Ipv6Header.ETHERTYPE), Ipv6Input.class);
        }

        network(Arp.ETHERTYPE, Arp.class);

        input(new IpProtocol(Inet.IPPROTO_ICMP, "icmp"), IcmpInput.class);
        input(new IpProtocol(Inet.IPPROTO_ICMPV6, "ipv6-icmp"), Icmpv6Input.class);
        echo(new TransportKey(Sock.SOCK_DGRAM, Inet.IPPROTO_ICMP, false));
        echo(new TransportKey(Sock.SOCK_DGRAM, Inet.IPPROTO_ICMPV6, false));

        bind(IpOutput.class).to(IpSender.class);
        bind(IpAddresses.class).to(Routing.class);
        bind(IcmpErrors.class).to(IcmpReporter.class);
        bind(FragmentErrors.class).to(IcmpReporter.class);
        bind(InetSettings.class).to(InetSysctls.class);
        export(IpOutput.class);
        export(IpAddresses.class);
        export(IcmpErrors.class);
        export(InetSettings.class);
        export(PeerAddresses.class);
        export(InetServices.class);

        bind(LoopbackAddresses.class).asEagerSingleton();
    }

    private void network(EtherType key, Class<? extends NetworkProtocol> type) {
        contribute(NetworkProtocol.POINT, key, type);
    }

    private void input(IpProtocol key, Class<? extends TransportInput> type) {
        contribute(TransportInput.POINT, key, type);
    }

    private void echo(TransportKey key) {
        contribute(TransportProtocol.POINT, key, EchoProtocol.class);
    }
}
