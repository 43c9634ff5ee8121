package io.sockit.inet.fragment;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// The bounds of reassembly for one family, under Linux's names and with its values.
///
/// @param memory bytes that incomplete datagrams may pin
/// @param seconds how long one may wait for its rest
record FragmentSettings(IntSysctl memory, IntSysctl seconds) {
    private static final int MEMORY = 4 << 20;
    private static final int MIN_MEMORY = 0;
    private static final int MAX_SECONDS = 3600;

    static FragmentSettings v4(SysctlRegistry registry) {
        return of(registry, "net.ipv4.ipfrag", 30, "IPv4");
    }

    static FragmentSettings v6(SysctlRegistry registry) {
        return of(registry, "net.ipv6.ip6frag", 60, "IPv6");
    }

    private static FragmentSettings of(
            SysctlRegistry registry, String prefix, int seconds, String family) {
        return new FragmentSettings(
                registry.integer(
                        prefix + "_high_thresh",
                        MEMORY,
                        MIN_MEMORY,
                        Integer.MAX_VALUE,
                        "Bytes that incomplete " + family + " datagrams may pin."),
                registry.integer(
                        prefix + "_time",
                        seconds,
                        1,
                        MAX_SECONDS,
                        "Seconds that an incomplete " + family + " datagram waits for its rest."));
    }
}
