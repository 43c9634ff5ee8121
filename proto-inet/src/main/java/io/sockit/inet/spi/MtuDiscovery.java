package io.sockit.inet.spi;

import org.jspecify.annotations.Nullable;

/// What a socket does about packets larger than their way: the values of `IP_MTU_DISCOVER` and
/// `IPV6_MTU_DISCOVER` (Linux `IP_PMTUDISC_*`).
public enum MtuDiscovery {
    /// Everything may be cut, by routers too.
    DONT(0, true, true),
    /// What fits goes with DF, what does not is cut here.
    WANT(1, true, true),
    /// Nothing is cut.
    DO(2, true, false),
    /// Nothing is cut, and what was learnt of the way is ignored: for programs that probe it.
    PROBE(3, false, false),
    /// The link decides, whatever is said of the way; nothing is cut here.
    INTERFACE(4, false, false),
    /// As INTERFACE, but larger packets are cut here.
    OMIT(5, false, true);

    private final int number;
    private final boolean heedsPath;
    private final boolean cuts;

    MtuDiscovery(int number, boolean heedsPath, boolean cuts) {
        this.number = number;
        this.heedsPath = heedsPath;
        this.cuts = cuts;
    }

    /// The mode of a number, or null.
    static @Nullable MtuDiscovery of(int number) {
        for (MtuDiscovery each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }

    int number() {
        return number;
    }

    /// Whether packets must fit the path, as far as it is known, or else the link alone.
    public boolean heedsPath() {
        return heedsPath;
    }

    /// Whether packets that do not fit are cut here; else they are refused.
    public boolean cuts() {
        return cuts;
    }

    /// Whether an ICMP error may tell about the path.
    public boolean learns() {
        return this != INTERFACE && this != OMIT;
    }

    /// Whether routers are told not to cut an IPv4 packet.
    ///
    /// @param fits whether it fits, and the path is one where routers need not cut
    public boolean dontFragment(boolean fits) {
        return switch (this) {
            case DONT, INTERFACE, OMIT -> false;
            case WANT -> fits;
            case DO, PROBE -> true;
        };
    }
}
