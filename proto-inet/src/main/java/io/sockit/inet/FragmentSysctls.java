package io.sockit.inet;

import io.sockit.inet.fragment.FragmentSettings;
import io.sockit.spi.SysctlRegistry;

/// Declares the bounds of reassembly, under Linux's names and with its values.
final class FragmentSysctls {
    private static final int MEMORY = 4 << 20;
    private static final int MIN_MEMORY = 0;
    private static final int MAX_SECONDS = 3600;

    private FragmentSysctls() {}

    static FragmentSettings v4(SysctlRegistry registry) {
        return settings(registry, "net.ipv4.ipfrag", 30, "IPv4");
    }

    static FragmentSettings v6(SysctlRegistry registry) {
        return settings(registry, "net.ipv6.ip6frag", 60, "IPv6");
    }

    private static FragmentSettings settings(
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
