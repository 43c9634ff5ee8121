package io.sockit.socket.strand;

/// What tests of other rooms look at in a strand.
public final class StrandProbe {
    private StrandProbe() {}

    /// Whether work was brought that has not run yet.
    public static boolean arrivals(HostStrand strand) {
        return strand.work.arrivals();
    }

    public static boolean taken(HostStrand strand) {
        return strand.owner() != null;
    }

    public static boolean watched(HostStrand strand) {
        return Watchdog.INSTANCE.watches(strand);
    }

    /// Starts a watchdog's thread.
    public static void startWatchdog(HostStrand strand) {
        new Watchdog(text -> {}, true).watch(strand);
    }
}
