package io.sockit.inet.neighbour;

import io.sockit.spi.SysctlRegistry;
import io.sockit.spi.SysctlRegistry.IntSysctl;

/// Times and bounds of a family's neighbours, under Linux's names and with its values.
///
/// @param multicastTries questions to all on the link, before a neighbour is given up
/// @param unicastTries questions at its address, before it is given up
/// @param retransMillis between two questions
/// @param reachableMillis how long a neighbour is reachable, on average
/// @param delaySeconds until a stale neighbour that is sent to is probed
/// @param staleSeconds how long one that nothing is sent to is kept
/// @param few up to so many are kept for ever
/// @param many from so many on, a new one takes the place of one not used for 5 seconds
/// @param most there are never more
/// @param waitingBytes what the packets that wait for one neighbour may pin
record NeighbourSettings(
        IntSysctl multicastTries,
        IntSysctl unicastTries,
        IntSysctl retransMillis,
        IntSysctl reachableMillis,
        IntSysctl delaySeconds,
        IntSysctl staleSeconds,
        IntSysctl few,
        IntSysctl many,
        IntSysctl most,
        IntSysctl waitingBytes) {
    private static final int MAX = 1_000_000;
    private static final int MAX_TRIES = 100;
    private static final int MAX_MILLIS = 24 * 3600 * 1000;
    private static final int WAITING = 212_992;

    /// @param ip `ipv4` or `ipv6`
    static NeighbourSettings of(SysctlRegistry registry, String ip) {
        Names names = new Names(registry, "net." + ip + ".neigh.default.");
        return new NeighbourSettings(
                names.of("mcast_solicit", 3, 1, MAX_TRIES, "Questions to all on the link."),
                names.of("ucast_solicit", 3, 1, MAX_TRIES, "Questions at a known address."),
                names.of("retrans_time_ms", 1000, 10, MAX_MILLIS, "Time between two questions."),
                names.of(
                        "base_reachable_time_ms",
                        30_000,
                        10,
                        MAX_MILLIS,
                        "How long a neighbour is taken to be reachable, on average."),
                names.of(
                        "delay_first_probe_time",
                        5,
                        0,
                        MAX,
                        "Seconds until a stale neighbour that is sent to is probed."),
                names.of("gc_stale_time", 60, 0, MAX, "Seconds that an unused neighbour is kept."),
                names.of("gc_thresh1", 128, 0, MAX, "Neighbours that are kept for ever."),
                names.of("gc_thresh2", 512, 1, MAX, "Neighbours from which new ones replace old."),
                names.of("gc_thresh3", 1024, 1, MAX, "The largest number of learnt neighbours."),
                names.of(
                        "unres_qlen_bytes",
                        WAITING,
                        0,
                        Integer.MAX_VALUE,
                        "Bytes that packets waiting for one neighbour may pin."));
    }

    private record Names(SysctlRegistry registry, String prefix) {
        IntSysctl of(String name, int initial, int min, int max, String about) {
            return registry.integer(prefix + name, initial, min, max, about);
        }
    }
}
