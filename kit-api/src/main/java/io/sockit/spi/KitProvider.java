package io.sockit.spi;

import io.sockit.api.Clock;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.VirtualClock;

import org.jspecify.annotations.Nullable;

/// Makes what the static factories of `io.sockit.api` give out. kit-socket provides it; programs
/// and plug-ins do not call it.
public interface KitProvider {
    Clock systemClock();

    VirtualClock virtualClock();

    Network network(Clock clock, long seed);

    /// What [Process#current] answers.
    @Nullable Process currentProcess();
}
