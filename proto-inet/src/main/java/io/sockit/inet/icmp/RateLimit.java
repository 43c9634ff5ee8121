package io.sockit.inet.icmp;

import io.sockit.spi.SysctlRegistry.IntSysctl;

/// A token bucket on the host's clock. On the strand.
final class RateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final IntSysctl perSecond;
    private final IntSysctl burst;

    /// Time that is saved up: each token costs the time between two of them.
    private long credit;

    private long last;
    private boolean started;

    RateLimit(IntSysctl perSecond, IntSysctl burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /// Takes a token, if there is one.
    boolean take(long now) {
        long price = SECOND / perSecond.value();
        long most = price * burst.value();
        long elapsed = now - last;
        credit = !started || elapsed >= most - credit ? most : credit + elapsed;
        started = true;
        last = now;
        if (credit < price) {
            return false;
        }
        credit -= price;
        return true;
    }
}
