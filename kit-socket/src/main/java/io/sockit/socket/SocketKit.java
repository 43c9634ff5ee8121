package io.sockit.socket;

import io.sockit.api.Clock;
import io.sockit.api.Network;
import io.sockit.api.Process;
import io.sockit.api.VirtualClock;
import io.sockit.socket.call.ProcessProgram;
import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostClock;
import io.sockit.spi.KitProvider;

import org.jspecify.annotations.Nullable;

/// This kit, as `io.sockit.api` finds it.
public final class SocketKit implements KitProvider {
    @Override
    public Clock systemClock() {
        return HostClock.system();
    }

    @Override
    public VirtualClock virtualClock() {
        return new SteppedClock();
    }

    @Override
    public Network network(Clock clock, long seed) {
        return new HostNetwork(HostClock.of(clock), seed);
    }

    @Override
    public @Nullable Process currentProcess() {
        return ProcessProgram.current();
    }
}
