package io.sockit.inet.fragment;

import io.sockit.inet.spi.Ipv4Header;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// The settings of path MTU discovery, under Linux's names and with its values.
///
/// @param noDiscovery whether IPv4 leaves it, for new sockets and for errors that come
/// @param leastV4 no IPv4 path is taken for narrower
/// @param secondsV4 how long an answer holds
/// @param secondsV6 how long an answer holds
record PathSettings(
        BooleanSysctl noDiscovery, IntSysctl leastV4, IntSysctl secondsV4, IntSysctl secondsV6) {
    private static final int LEAST = 552;
    private static final int LEAST_OF_LINKS = 68;
    private static final int SECONDS = 600;

    static PathSettings of(SysctlRegistry registry) {
        return new PathSettings(
                registry.flag(
                        "net.ipv4.ip_no_pmtu_disc",
                        false,
                        "Whether IPv4 packets may be cut by routers, and path MTUs are not"
                                + " learnt."),
                registry.integer(
                        "net.ipv4.route.min_pmtu",
                        LEAST,
                        LEAST_OF_LINKS,
                        Ipv4Header.MAX_PACKET,
                        "The least path MTU that an ICMP error can tell of IPv4."),
                seconds(registry, "net.ipv4.route.mtu_expires", "IPv4"),
                seconds(registry, "net.ipv6.route.mtu_expires", "IPv6"));
    }

    private static IntSysctl seconds(SysctlRegistry registry, String name, String family) {
        return registry.integer(
                name,
                SECONDS,
                1,
                Integer.MAX_VALUE,
                "Seconds for which a path MTU of " + family + " is remembered.");
    }
}
