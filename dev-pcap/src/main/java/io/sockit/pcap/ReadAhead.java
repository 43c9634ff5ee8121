package io.sockit.pcap;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketInbox;
import io.sockit.spi.packet.PacketQueue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Reads a capture some way ahead of its replay, off the strand. The strand takes; the task, on
/// one thread at a time, reads.
final class ReadAhead {
    /// Packets that are ready at most, and how few of them make it go on.
    private static final int MOST = 1024;

    private static final int FEW = 512;

    /// Bytes that they pin at most.
    private static final long MOST_BYTES = 8 << 20;

    private static final int BATCH = 128;

    private static final Logger LOG = System.getLogger(ReadAhead.class.getPackageName());

    private final String who;
    private final Reel reel;
    private final Intake intake;
    private final Tally tally;
    private final Poke news;
    private final OffStrandTask task;
    private final PacketInbox inbox = new PacketInbox();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicLong readyBytes = new AtomicLong();
    private volatile boolean over;
    private volatile double progress;
    private volatile long first = CaptureReader.NO_TIME;

    /// @param who for the log
    /// @param news poked when there is something to take, or nothing more to come
    ReadAhead(String who, Reel reel, Intake intake, Tally tally, Strand strand, Poke news) {
        this.who = who;
        this.reel = reel;
        this.intake = intake;
        this.tally = tally;
        this.news = news;
        this.task = strand.offStrand(this::read);
        this.progress = reel.progress();
        reel.beforeWaiting(() -> news.poke(1));
    }

    /// Goes on reading if little is left. On the strand.
    void goOn() {
        if (!over && ready.get() < FEW && readyBytes.get() < MOST_BYTES) {
            task.ask();
        }
    }

    /// Hands over what is ready. On the strand.
    void drainTo(PacketQueue queue) {
        inbox.drainTo(queue);
    }

    /// A packet that was handed over is delivered. On the strand.
    void delivered(Packet packet) {
        ready.getAndDecrement();
        readyBytes.getAndAdd(-packet.chargedBytes());
    }

    /// Whether nothing comes beyond what is ready; asked before [#drainTo].
    boolean over() {
        return over;
    }

    /// The share that was read, negative where there is no end. Any thread.
    double progress() {
        return over ? 1 : progress;
    }

    /// When the first packet was seen, or [CaptureReader#NO_TIME]. Any thread.
    long firstTimestamp() {
        return first;
    }

    /// Reads no more. Off the strand.
    void close() {
        reel.stop();
        task.close();
        try {
            reel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, who + ": " + e.getMessage());
        }
    }

    // ---- the task

    private void read() {
        intake.refresh();
        try {
            while (!over && ready.get() < MOST && readyBytes.get() < MOST_BYTES) {
                over = !readBatch();
                progress = reel.progress();
                news.poke(1);
            }
        } catch (IOException e) {
            // What stood before it is on its way. Who interrupts a wait for a pipe damages nothing.
            if (!reel.stopped() && !(e.getCause() instanceof ClosedByInterruptException)) {
                tally.fileErrors.increment();
                LOG.log(Level.WARNING, who + ": " + e.getMessage());
            }
            over = true;
            news.poke(1);
        }
    }

    /// @return false at the end
    private boolean readBatch() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            Packet packet = reel.next();
            if (packet == null) {
                return false;
            }
            first = reel.first();
            ready.getAndIncrement();
            readyBytes.getAndAdd(packet.chargedBytes());
            inbox.offer(packet);
        }
        return true;
    }
}
