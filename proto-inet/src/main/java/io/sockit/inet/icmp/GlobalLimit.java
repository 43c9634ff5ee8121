package io.sockit.inet.icmp;

import io.sockit.spi.SysctlRegistry.IntSysctl;

import java.util.random.RandomGenerator;

/// How many errors the host sends to all together: a token bucket whose price is drawn, so that a
/// sender who counts the errors for its own packets learns nothing of those for others
/// (CVE-2020-25705; Linux `icmp_global_allow`). On the strand.
final class GlobalLimit {
    private static final long SECOND = 1_000_000_000L;

    /// An error costs 0, 1 or 2 tokens: one on average.
    private static final int PRICES = 3;

    private final IntSysctl perSecond;
    private final IntSysctl burst;
    private final RandomGenerator random;

    /// Time that is saved up: each token costs the time between two of them.
    private long credit;

    private long last;
    private boolean started;

    GlobalLimit(IntSysctl perSecond, IntSysctl burst, RandomGenerator random) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.random = random;
    }

    /// Takes some tokens, if there is one.
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
        credit = Math.max(0, credit - price * random.nextInt(PRICES));
        return true;
    }
}
