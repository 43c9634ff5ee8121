package io.sockit.tcp;

import static io.sockit.tcp.TcpSysctls.ANY;
import static io.sockit.tcp.TcpSysctls.number;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// Settings of how long and how often TCP tries. Any thread.
final class RetrySysctls {
    final IntSysctl synRetries;
    final IntSysctl synackRetries;
    final IntSysctl retries2;
    final IntSysctl orphanRetries;
    final IntSysctl finTimeout;
    final IntSysctl keepaliveTime;
    final IntSysctl keepaliveInterval;
    final IntSysctl keepaliveProbes;

    RetrySysctls(SysctlRegistry registry) {
        synRetries = number(registry, "syn_retries", 6, 1, 127, "SYNs that are sent again");
        synackRetries =
                number(registry, "synack_retries", 5, 0, 255, "SYN-ACKs that are sent again");
        retries2 =
                number(
                        registry,
                        "retries2",
                        15,
                        0,
                        ANY,
                        "time-outs after which a connection fails");
        orphanRetries =
                number(registry, "orphan_retries", 0, 0, ANY, "the same without a descriptor");
        finTimeout = number(registry, "fin_timeout", 60, 0, ANY, "seconds in FIN-WAIT-2");
        keepaliveTime =
                number(registry, "keepalive_time", 7200, 0, ANY, "idle seconds before a probe");
        keepaliveInterval =
                number(registry, "keepalive_intvl", 75, 0, ANY, "seconds between probes");
        keepaliveProbes = number(registry, "keepalive_probes", 9, 0, 127, "probes in vain");
    }
}
