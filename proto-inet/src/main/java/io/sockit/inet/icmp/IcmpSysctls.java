package io.sockit.inet.icmp;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.SysctlRegistry.RangeSysctl;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// The settings of ICMP and ICMPv6, under Linux's names and with its values. Any thread.
@Singleton
final class IcmpSysctls {
    final BooleanSysctl echoIgnoreAll;
    final BooleanSysctl echoIgnoreAllV6;
    final BooleanSysctl echoIgnoreBroadcasts;
    final IntSysctl icmpRateLimit;
    final IntSysctl icmpRateLimitV6;
    final IntSysctl icmpMessagesPerSecond;
    final IntSysctl icmpMessagesBurst;
    final RangeSysctl pingGroupRange;

    @Inject
    IcmpSysctls(SysctlRegistry registry) {
        echoIgnoreAll =
                registry.flag(
                        "net.ipv4.icmp_echo_ignore_all",
                        false,
                        "Whether ICMP echo requests stay without a reply.");
        echoIgnoreAllV6 =
                registry.flag(
                        "net.ipv6.icmp.echo_ignore_all",
                        false,
                        "Whether ICMPv6 echo requests stay without a reply.");
        echoIgnoreBroadcasts =
                registry.flag(
                        "net.ipv4.icmp_echo_ignore_broadcasts",
                        true,
                        "Whether ICMP echo requests to broadcast and multicast addresses stay"
                                + " without a reply.");
        icmpRateLimit = rateLimit(registry, "net.ipv4.icmp_ratelimit", "ICMP");
        icmpRateLimitV6 = rateLimit(registry, "net.ipv6.icmp.ratelimit", "ICMPv6");
        icmpMessagesPerSecond = icmpMessagesPerSecond(registry);
        icmpMessagesBurst = icmpMessagesBurst(registry);
        pingGroupRange = pingGroupRange(registry);
    }

    private static IntSysctl rateLimit(SysctlRegistry registry, String name, String protocol) {
        return registry.integer(
                name,
                1000,
                0,
                Integer.MAX_VALUE,
                "Milliseconds between two "
                        + protocol
                        + " errors to one peer, at least; 0 for no limit. Six may come at once.");
    }

    private static IntSysctl icmpMessagesPerSecond(SysctlRegistry registry) {
        return registry.integer(
                "net.ipv4.icmp_msgs_per_sec",
                1000,
                1,
                1_000_000,
                "ICMP and ICMPv6 errors sent a second, at most.");
    }

    private static IntSysctl icmpMessagesBurst(SysctlRegistry registry) {
        return registry.integer(
                "net.ipv4.icmp_msgs_burst",
                50,
                1,
                1_000_000,
                "ICMP and ICMPv6 errors sent at once, at most.");
    }

    private static RangeSysctl pingGroupRange(SysctlRegistry registry) {
        return registry.range(
                "net.ipv4.ping_group_range",
                0,
                Integer.MAX_VALUE,
                0,
                Integer.MAX_VALUE,
                "Groups that may open ICMP echo sockets, both ends inclusive.");
    }
}
