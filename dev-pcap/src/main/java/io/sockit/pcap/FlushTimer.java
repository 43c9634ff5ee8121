package io.sockit.pcap;

import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

/// From what is written to one file to its flush. Thread-safe.
final class FlushTimer implements AutoCloseable {
    private static final long AFTER_NANOS = 1_000_000_000;

    private final Strand strand;
    private final boolean active;
    private final Runnable flush;
    private final OffStrandTask task;
    private final Timer timer;
    private final Poke begin;

    /// Whether what is written is flushed without another word.
    private volatile boolean due;

    FlushTimer(Strand strand, Timers timers, boolean active, Runnable flush) {
        this.strand = strand;
        this.active = active;
        this.flush = flush;
        this.task = strand.offStrand(this::flush);
        this.timer = timers.timer(now -> task.ask());
        this.begin = strand.poke(bits -> begin());
    }

    /// Something is written: of many such calls in a second the first alone costs something.
    void written() {
        if (active && !due) {
            due = true;
            begin.poke(1);
        }
    }

    private void begin() {
        if (!timer.armed()) {
            timer.armIn(AFTER_NANOS);
        }
    }

    private void flush() {
        due = false; // before: what is written meanwhile has a flush of its own
        flush.run();
    }

    /// Flushes no more. Off the strand, not with a lock held that the flush takes.
    @Override
    public void close() {
        task.close();
        if (active) {
            strand.call(timer::cancel);
        }
    }
}
