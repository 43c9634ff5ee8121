package io.sockit.pcap;

import com.google.inject.Inject;

import io.sockit.api.Host;
import io.sockit.api.VirtualClock;
import io.sockit.spi.Strand;
import io.sockit.spi.Timers;

/// Has files flushed a second after something was written to them, so that little is lost where the
/// process is killed. In real time alone: a run in virtual time can be repeated.
final class Flushing {
    private final Strand strand;
    private final Timers timers;
    private final boolean realTime;

    @Inject
    Flushing(Host host, Strand strand, Timers timers) {
        this.strand = strand;
        this.timers = timers;
        this.realTime = !(host.clock() instanceof VirtualClock);
    }

    /// Of one file.
    ///
    /// @param flush work of a task: off the strand, at any time until [FlushTimer#close]
    FlushTimer of(Runnable flush) {
        return new FlushTimer(strand, timers, realTime, flush);
    }
}
