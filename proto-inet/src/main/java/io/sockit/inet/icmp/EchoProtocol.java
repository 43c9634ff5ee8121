package io.sockit.inet.icmp;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.Inet;
import io.sockit.inet.spi.InetServices;
import io.sockit.inet.spi.TransportProtocol;
import io.sockit.spi.CallContext;
import io.sockit.spi.CounterRegistry;
import io.sockit.spi.Socket;
import io.sockit.spi.SocketOps;
import io.sockit.spi.SysctlRegistry.RangeSysctl;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// The socket rows of ICMP and ICMPv6: `socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)` is an echo
/// socket, what `ping` needs and no more (Linux's ping sockets). On the strand.
@Singleton
public final class EchoProtocol implements TransportProtocol {
    private final EchoSockets sockets;
    private final InetServices services;
    private final IcmpSysctls sysctls;
    private final IcmpCounters v4;
    private final IcmpCounters v6;

    @Inject
    EchoProtocol(
            EchoSockets sockets,
            InetServices services,
            IcmpSysctls sysctls,
            CounterRegistry counters) {
        this.sockets = sockets;
        this.services = services;
        this.sysctls = sysctls;
        this.v4 = new IcmpCounters(counters, "Icmp");
        this.v6 = new IcmpCounters(counters, "Icmp6");
    }

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public SocketOps create(Socket socket, int protocol, CallContext call) throws ErrnoException {
        boolean isV4 = socket.soFamily().equals(Inet.AF_INET);
        if (protocol != (isV4 ? Inet.IPPROTO_ICMP : Inet.IPPROTO_ICMPV6)) {
            throw new ErrnoException(
                    Errno.EPROTONOSUPPORT,
                    "socket",
                    "protocol %d in %s".formatted(protocol, socket.soFamily()));
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
        return new EchoSocket(this, socket, isV4);
    }

    EchoSockets sockets() {
        return sockets;
    }

    InetServices services() {
        return services;
    }

    IcmpCounters count(boolean isV4) {
        return isV4 ? v4 : v6;
    }
}
