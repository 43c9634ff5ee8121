package io.sockit.tcp;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.sockit.spi.Extensions;
import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.BooleanSysctl;
import io.sockit.spi.SysctlRegistry.IntSysctl;
import io.sockit.spi.SysctlRegistry.Triple;
import io.sockit.spi.SysctlRegistry.TripleSysctl;
import io.sockit.spi.SysctlRegistry.WordSysctl;
import io.sockit.tcp.spi.CongestionControl;

/// The settings of TCP, under Linux's names and with its values (`ip-sysctl.rst`). Any thread.
@Singleton
final class TcpSysctls {
    private static final int ANY = Integer.MAX_VALUE;

    final IntSysctl synRetries;
    final IntSysctl synackRetries;
    final IntSysctl retries1;
    final IntSysctl retries2;
    final IntSysctl orphanRetries;
    final IntSysctl finTimeout;
    final IntSysctl keepaliveTime;
    final IntSysctl keepaliveInterval;
    final IntSysctl keepaliveProbes;
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
    final IntSysctl timeWaitReuse;
    final IntSysctl challengeLimit;
    final IntSysctl invalidRateLimit;
    final TripleSysctl readMemory;
    final TripleSysctl writeMemory;
    final WordSysctl congestionControl;
    final IntSysctl pacingInSlowStart;
    final IntSysctl pacingLater;
    final IntSysctl minTsoSegments;
    final IntSysctl tsoWinDivisor;
    final IntSysctl mtuProbing;
    final IntSysctl baseMss;
    private final WordSysctl notsentLowat;
    final BooleanSysctl moderateReceive;

    @Inject
    TcpSysctls(SysctlRegistry registry, Extensions extensions) {
        synRetries = number(registry, "syn_retries", 6, 1, 127, "SYNs that are sent again");
        synackRetries =
                number(registry, "synack_retries", 5, 0, 255, "SYN-ACKs that are sent again");
        retries1 =
                number(registry, "retries1", 3, 0, 255, "time-outs after which a way is doubted");
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
        timeWaitReuse = number(registry, "tw_reuse", 2, 0, 2, "reuse by connect; 2: on loopback");
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
        notsentLowat =
                registry.word(
                        "net.ipv4.tcp_notsent_lowat",
                        "4294967295",
                        TcpSysctls::isUnsigned,
                        "a whole number from 0 to 4294967295",
                        "unsent bytes that still ask for more");
        readMemory =
                registry.triple(
                        "net.ipv4.tcp_rmem",
                        new Triple(4096, 131_072, 6_291_456),
                        1,
                        ANY,
                        "memory of receive buffers, of which data is half");
        writeMemory =
                registry.triple(
                        "net.ipv4.tcp_wmem",
                        new Triple(4096, 16_384, 4_194_304),
                        1,
                        ANY,
                        "memory of send buffers");
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
                        "part of the window that is waited for");
        mtuProbing = number(registry, "mtu_probing", 0, 0, 2, "finds the path's largest packet");
        baseMss = number(registry, "base_mss", 1024, 48, 65_535, "where that begins");
        moderateReceive =
                registry.flag("net.ipv4.tcp_moderate_rcvbuf", true, "sizes windows by their use");
    }

    private static boolean isUnsigned(String text) {
        try {
            return Integer.parseUnsignedInt(text) != 0 || text.equals("0");
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /// As an unsigned number.
    int notsentLowat() {
        return Integer.parseUnsignedInt(notsentLowat.value());
    }

    private static IntSysctl number(
            SysctlRegistry registry, String name, int initial, int min, int max, String about) {
        return registry.integer("net.ipv4.tcp_" + name, initial, min, max, about);
    }
}
