package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Playback;
import io.sockit.cli.term.Console;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/// Shows the progress of a run, on a thread of its own: a line written over and over on a terminal,
/// a line now and then elsewhere. It only reads.
final class ProgressMeter implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 100;
    private static final long PLAIN_MILLIS = 5_000;

    private final Console console;
    private final Clock clock;
    private final long start;
    private final Collection<Host> hosts;
    private final List<Playback> playbacks;
    private final OptionalLong duration;
    private final Thread thread;

    @GuardedBy("this")
    private boolean over;

    ProgressMeter(
            Console console,
            Clock clock,
            Collection<Host> hosts,
            List<Playback> playbacks,
            OptionalLong duration) {
        this.console = console;
        this.clock = clock;
        this.start = clock.nanoTime();
        this.hosts = hosts;
        this.playbacks = playbacks;
        this.duration = duration;
        this.thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(console.terminal() ? TERMINAL_MILLIS : PLAIN_MILLIS);
                show();
            }
        } catch (InterruptedException e) {
            // the run is over
        }
    }

    private synchronized void show() {
        if (!over) {
            console.progress(line());
        }
    }

    private String line() {
        long packets = 0;
        for (Host host : hosts) {
            packets += host.counters().get("Device.InPackets");
        }
        String share = share() < 0 ? "" : "%3.0f%%  ".formatted(share() * 100);
        return share + time(clock.nanoTime() - start) + "  " + Summary.number(packets) + " packets";
    }

    /// The share that is done, from 0 to 1; negative if it is not known.
    private double share() {
        double share = playbacks.stream().mapToDouble(ProgressMeter::share).min().orElse(-1);
        return duration.isEmpty()
                ? share
                : Math.clamp((double) (clock.nanoTime() - start) / duration.getAsLong(), share, 1);
    }

    private static double share(Playback playback) {
        return playback.finished() ? 1 : playback.progress();
    }

    static String time(long nanos) {
        long millis = nanos / 1_000_000;
        return "%d:%02d:%02d.%03d"
                .formatted(
                        millis / 3_600_000,
                        millis / 60_000 % 60,
                        millis / 1_000 % 60,
                        millis % 1_000);
    }

    @Override
    public void close() {
        thread.interrupt();
        synchronized (this) {
            over = true;
        }
        console.clear();
    }
}
