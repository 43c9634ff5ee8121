package io.sockit.tcp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.spi.Extensions;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.SysctlRegistry.WordSysctl;
import io.sockit.tcp.spi.CongestionControl;

/// The settings of TCP, under Linux's names and with its values (`ip-sysctl.rst`). Any thread.
@Singleton
final class TcpSysctls {
    static final int ANY = Integer.MAX_VALUE;

    final IntSysctl maxSynBacklog;
    final IntSysctl syncookies;
    final BooleanSysctl abortOnOverflow;
    final BooleanSysctl sack;
    final BooleanSysctl dsack;
    final IntSysctl timestamps;
    final BooleanSysctl windowScaling;
    final IntSysctl ecn;
    final BooleanSysctl slowStartAfterIdle;
    final IntSysctl frto;
    final IntSysctl recovery;
    final IntSysctl earlyRetransmit;
    final IntSysctl reordering;
    final IntSysctl maxReordering;
    final IntSysctl maxTimeWaits;
    final IntSysctl challengeLimit;
    final IntSysctl invalidRateLimit;
    final WordSysctl congestionControl;
    final IntSysctl pacingInSlowStart;
    final IntSysctl pacingLater;
    final IntSysctl minTsoSegments;
    final IntSysctl tsoWinDivisor;

    final RetrySysctls retry;
    final MemorySysctls memory;

    @Inject
    TcpSysctls(SysctlRegistry registry, Extensions extensions) {
        retry = new RetrySysctls(registry);
        memory = new MemorySysctls(registry);
        maxSynBacklog =
                number(registry, "max_syn_backlog", 4096, 0, ANY, "SYNs that wait at a listener");
        syncookies = number(registry, "syncookies", 1, 0, 2, "1: when a queue is full; 2: always");
        abortOnOverflow =
                registry.flag(
                        "net.ipv4.tcp_abort_on_overflow",
                        false,
                        "resets connections that a full queue has no room for");
        sack = registry.flag("net.ipv4.tcp_sack", true, "selective acknowledgments");
        dsack = registry.flag("net.ipv4.tcp_dsack", true, "tells of duplicates");
        timestamps = number(registry, "timestamps", 1, 0, 2, "timestamps; 2: without an offset");
        windowScaling = registry.flag("net.ipv4.tcp_window_scaling", true, "scaled windows");
        ecn = number(registry, "ecn", 2, 0, 2, "1: asks for ECN; 2: agrees to it");
        slowStartAfterIdle =
                registry.flag(
                        "net.ipv4.tcp_slow_start_after_idle", true, "a smaller window after idle");
        frto = number(registry, "frto", 2, 0, 2, "finds time-outs that were spurious");
        recovery = number(registry, "recovery", 1, 0, 7, "1: RACK");
        earlyRetransmit = number(registry, "early_retrans", 3, 0, 4, "3: tail loss probes");
        reordering = number(registry, "reordering", 3, 1, 300, "packets out of order at first");
        maxReordering = number(registry, "max_reordering", 300, 1, ANY, "and at most");
        maxTimeWaits = number(registry, "max_tw_buckets", 65_536, 0, ANY, "TIME-WAITs at once");
        challengeLimit =
                number(registry, "challenge_ack_limit", ANY, 0, ANY, "challenges a second");
        invalidRateLimit =
                number(
                        registry,
                        "invalid_ratelimit",
                        500,
                        0,
                        ANY,
                        "ms between answers to bad ones");
        congestionControl =
                registry.word(
                        "net.ipv4.tcp_congestion_control",
                        Cubic.NAME,
                        name -> extensions.of(CongestionControl.POINT).find(name) != null,
                        "the name of a congestion control",
                        "of new sockets");
        pacingInSlowStart =
                number(registry, "pacing_ss_ratio", 200, 0, 1000, "percent of the window a trip");
        pacingLater =
                number(registry, "pacing_ca_ratio", 120, 0, 1000, "the same after slow start");
        minTsoSegments = number(registry, "min_tso_segs", 2, 1, 65_535, "packets sent at once");
        tsoWinDivisor =
                number(
                        registry,
                        "tso_win_divisor",
                        3,
                        0,
                        ANY,
                        "of no effect: what can be sent does not wait for more");
    }

    static IntSysctl number(
            SysctlRegistry registry, String name, int initial, int min, int max, String about) {
        return registry.integer("net.ipv4.tcp_" + name, initial, min, max, about);
    }
}
