package io.sockit.inet.icmp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpAddresses;
import io.sockit.inet.spi.IpOutput;
import io.sockit.inet.spi.PeerAddresses;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.Counter;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.SysctlRegistry.RangeSysctl;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketPool;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// The socket rows of ICMP and ICMPv6: `socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)` is an echo
/// socket, what `ping` needs and no more (Linux's ping sockets). On the strand.
@Singleton
public final class EchoProtocol implements TransportProtocol {
    private final EchoSockets sockets;
    private final IpOutput output;
    private final IpAddresses addresses;
    private final PeerAddresses peers;
    private final InetSettings settings;
    private final IcmpSysctls sysctls;
    private final PacketPool pool;
    private final CounterRegistry counters;
    private final IcmpCounters v4;
    private final IcmpCounters v6;

    @Inject
    EchoProtocol(
            EchoSockets sockets,
            IpOutput output,
            IpAddresses addresses,
            PeerAddresses peers,
            InetSettings settings,
            IcmpSysctls sysctls,
            PacketPool pool,
            CounterRegistry counters) {
        this.sockets = sockets;
        this.output = output;
        this.addresses = addresses;
        this.peers = peers;
        this.settings = settings;
        this.sysctls = sysctls;
        this.pool = pool;
        this.counters = counters;
        this.v4 = new IcmpCounters(counters, "Icmp");
        this.v6 = new IcmpCounters(counters, "Icmp6");
    }

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public SocketOps create(Socket socket, CallContext call) throws ErrnoException {
        boolean isV4 = socket.soFamily().equals(Inet.AF_INET);
        if (socket.soProtocol() != (isV4 ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6)) {
            throw new ErrnoException(
                    Errno.EPROTONOSUPPORT,
                    "socket",
                    "protocol %d in %s".formatted(socket.soProtocol(), socket.soFamily()));
        }
        RangeSysctl groups = sysctls.pingGroupRange;
        int group = call.credentials().gid();
        if (group < groups.first() || group > groups.second()) {
            throw new ErrnoException(
                    Errno.EACCES,
                    "socket",
                    "group: %d (expected: %d to %d, net.ipv4.ping_group_range)"
                            .formatted(group, groups.first(), groups.second()));
        }
        return new EchoSocket(this, socket, settings.options(socket.soFamily()));
    }

    EchoSockets sockets() {
        return sockets;
    }

    IpOutput output() {
        return output;
    }

    IpAddresses addresses() {
        return addresses;
    }

    PeerAddresses peers() {
        return peers;
    }

    PacketPool pool() {
        return pool;
    }

    void drop(Packet packet, Counter reason) {
        counters.drop(packet, reason);
    }

    IcmpCounters count(boolean isV4) {
        return isV4 ? v4 : v6;
    }
}
