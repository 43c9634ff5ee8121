package io.sockit.pcap;

import io.sockit.pcap.file.CaptureReader;
import io.sockit.spi.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;

/// The packets of a capture that are wanted, one after the other, as often as it is to be replayed.
/// A packet's timestamp is the recorded time since the first one; times that run backwards stand
/// still. Another round begins at the time at which the one before it ended. One thread at a time.
final class Reel implements Closeable {
    private final CaptureFile file;
    private final Intake intake;
    private final long loop;
    private @Nullable CaptureReader in;
    private long rounds;
    private boolean idle = true; // nothing was wanted in this round
    private long first = CaptureReader.NO_TIME;
    private long base;
    private long latest;
    private volatile boolean stopped;

    Reel(CaptureFile file, Intake intake, long loop) {
        this.file = file;
        this.intake = intake;
        this.loop = loop;
    }

    /// The next packet, the caller's, or null at the end.
    @Nullable Packet next() throws IOException {
        while (!stopped) {
            CaptureReader reader = in;
            if (reader == null) {
                reader = file.open();
                in = reader;
            }
            if (reader.next()) {
                Packet packet = intake.take(reader);
                if (packet != null) {
                    idle = false;
                    packet.timestamp(sinceFirst(reader.timestamp()));
                    return packet;
                }
            } else if (!rewind()) {
                return null;
            }
        }
        return null;
    }

    /// @return whether there is another round
    private boolean rewind() throws IOException {
        close();
        rounds++;
        boolean more = !idle && (loop == 0 || rounds < loop);
        base = latest;
        idle = true;
        return more;
    }

    private long sinceFirst(long timestamp) {
        if (timestamp != CaptureReader.NO_TIME) {
            if (first == CaptureReader.NO_TIME) {
                first = timestamp;
            }
            long since = timestamp - first + base;
            boolean overflow = timestamp > first && since < 0;
            latest = Math.max(latest, overflow ? Long.MAX_VALUE / 2 : since);
        }
        return latest;
    }

    /// When the first packet was seen, or [CaptureReader#NO_TIME].
    long first() {
        return first;
    }

    /// The share that was read, of all rounds; negative where there is no end.
    double progress() {
        double share = file.share();
        return loop == 0 || share < 0 ? -1 : (rounds + (in == null ? 0 : share)) / loop;
    }

    /// What is done before a read that may have to wait.
    void beforeWaiting(Runnable action) {
        file.beforeWaiting(action);
    }

    /// Comes to an end soon, even where a read waits. Any thread.
    void stop() {
        stopped = true;
        file.close();
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public void close() throws IOException {
        CaptureReader reader = in;
        in = null;
        if (reader != null) {
            reader.close();
        }
    }
}
