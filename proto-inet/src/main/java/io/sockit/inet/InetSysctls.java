package io.sockit.inet;

import io.sockit.api.AddressFamily;
import io.sockit.api.Capability;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.inet.fragment.Paths;
import io.sockit.inet.spi.InetOptions;
import io.sockit.inet.spi.InetSettings;
import io.sockit.inet.spi.IpFlow;
import io.sockit.inet.spi.MtuDiscovery;
import io.sockit.spi.CallContext;
import io.sockit.spi.SocketFlags;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.SysctlRegistry.RangeSysctl;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/// The settings that sockets share, under Linux's names and with its values. Any thread.
@Singleton
final class InetSysctls implements InetSettings {
    private static final int MAX_HOPS = 255;
    private static final int MAX_PORT = 0xffff;

    /// `SOL_SOCKET` settings of what the host sends of itself.
    private static final SocketFlags NO_FLAGS =
            new SocketFlags() {
                @Override
                public boolean reuseAddress() {
                    return false;
                }

                @Override
                public boolean reusePort() {
                    return false;
                }

                @Override
                public boolean broadcast() {
                    return false;
                }

                @Override
                public boolean dontRoute() {
                    return false;
                }

                @Override
                public int boundInterface() {
                    return 0;
                }
            };

    private final Paths paths;
    private final IntSysctl timeToLive;
    private final IntSysctl hopLimit;
    private final BooleanSysctl bindV6Only;
    private @Nullable InetOptions ofInet; // what new sockets share, as the sysctls are
    private @Nullable InetOptions ofInet6;
    private final IntSysctl unprivilegedPortStart;
    private final RangeSysctl localPortRange;

    @Inject
    InetSysctls(SysctlRegistry registry, Paths paths) {
        timeToLive = timeToLive(registry);
        hopLimit = hopLimit(registry);
        bindV6Only =
                registry.flag(
                        "net.ipv6.bindv6only",
                        false,
                        "Whether new AF_INET6 sockets have IPV6_V6ONLY set.");
        unprivilegedPortStart = unprivilegedPortStart(registry);
        localPortRange = localPortRange(registry);
        this.paths = paths;
    }

    private static IntSysctl timeToLive(SysctlRegistry registry) {
        return registry.integer(
                "net.ipv4.ip_default_ttl",
                64,
                1,
                MAX_HOPS,
                "Time to live of IPv4 packets whose socket does not say.");
    }

    private static IntSysctl hopLimit(SysctlRegistry registry) {
        return registry.integer(
                "net.ipv6.conf.default.hop_limit",
                64,
                1,
                MAX_HOPS,
                "Hop limit of IPv6 packets whose socket does not say.");
    }

    private static IntSysctl unprivilegedPortStart(SysctlRegistry registry) {
        return registry.integer(
                "net.ipv4.ip_unprivileged_port_start",
                1024,
                0,
                MAX_PORT,
                "The first port that may be bound without CAP_NET_BIND_SERVICE.");
    }

    private static RangeSysctl localPortRange(SysctlRegistry registry) {
        return registry.range(
                "net.ipv4.ip_local_port_range",
                32768,
                60999,
                1,
                MAX_PORT,
                "Ports that implicit binds draw from, both ends inclusive.");
    }

    @Override
    public InetOptions options(AddressFamily family) {
        boolean v6 = family.equals(Inet.AF_INET6);
        InetOptions known = v6 ? ofInet6 : ofInet;
        if (known != null
                && known.v6Only() == bindV6Only.value()
                && (known.mtu().discovery(true) != MtuDiscovery.DONT) == paths.discovers()) {
            return known;
        }
        InetOptions made = new InetOptions(family, timeToLive, hopLimit, bindV6Only.value());
        if (!paths.discovers()) {
            made.mtu().dontDiscover();
        }
        ofInet = v6 ? ofInet : made;
        ofInet6 = v6 ? made : ofInet6;
        return made;
    }

    @Override
    public IpFlow hostFlow() {
        InetOptions options = options(Inet.AF_INET6).copy();
        options.mtu().dontDiscover(); // nobody would hear of what is too large
        return new IpFlow(options, NO_FLAGS);
    }

    @Override
    public RangeSysctl localPortRange() {
        return localPortRange;
    }

    @Override
    public void checkPort(int port, CallContext call) throws ErrnoException {
        int start = unprivilegedPortStart.value();
        if (port < start && !call.credentials().has(Capability.CAP_NET_BIND_SERVICE)) {
            throw new ErrnoException(
                    Errno.EACCES,
                    "bind",
                    "port: %d (expected: >= %d, or CAP_NET_BIND_SERVICE)".formatted(port, start));
        }
    }
}
