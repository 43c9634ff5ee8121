package io.sockit.cli.run;

import io.sockit.api.Host;

import java.util.Collection;
import java.util.function.BooleanSupplier;

/// Whether nothing moved since it was last asked, and nothing waits to be read.
final class Quiet implements BooleanSupplier {
    private final Collection<Host> hosts;
    private long last = -1;

    Quiet(Collection<Host> hosts) {
        this.hosts = hosts;
    }

    @Override
    public boolean getAsBoolean() {
        long sum = 0;
        boolean unread = false;
        for (Host host : hosts) {
            sum += host.counters().get("Device.InPackets");
            sum += host.counters().get("Device.OutPackets");
            unread |= host.sockets().rows().stream().anyMatch(row -> row.received() > 0);
        }
        boolean quiet = sum == last && !unread;
        last = sum;
        return quiet;
    }
}
