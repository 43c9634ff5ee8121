package io.sockit.pcap;

import io.sockit.spi.Backlog;
import io.sockit.spi.Counter;
import io.sockit.spi.DevicePort;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketQueue;

/// Delivers what was read when it is due: at its recorded time, or, at full speed, when the
/// programs have taken enough of what came before. On the strand, but for [#finished].
final class Replay {
    /// How far deliveries may be ahead of the programs at full speed: half of a receive buffer.
    private static final long WINDOW = 96 << 10;

    /// When programs have taken nothing for so long, they are not waited for.
    private static final long STALL_NANOS = 1_000_000_000;

    private static final int BATCH = 256;

    private final Strand strand;
    private final DevicePort port;
    private final Speed speed;
    private final Tally tally;
    private final Counter injected;
    private final Poke poke;
    private final Timer dueTimer;
    private final Timer stallTimer;
    private final Backlog backlog;
    private final PacketQueue queue = new PacketQueue();
    private final ReadAhead ahead;

    private boolean begun;
    private boolean closed;
    private long start;
    private long lastRecorded;
    private long lastDelivered;
    private long backlogSeen;

    /// What of the backlog is not waited for any more.
    private long writtenOff;

    private volatile boolean finished;

    /// Makes what reads, given whom to poke.
    interface Source {
        ReadAhead readAhead(Poke news);
    }

    Replay(
            Strand strand,
            Timers timers,
            DevicePort port,
            Speed speed,
            Tally tally,
            Counter injected,
            Source source) {
        this.strand = strand;
        this.port = port;
        this.speed = speed;
        this.tally = tally;
        this.injected = injected;
        this.poke = strand.poke(bits -> look());
        this.dueTimer = timers.timer(now -> due());
        this.stallTimer = timers.timer(now -> stalled());
        this.backlog = new Backlog(WINDOW / 2, poke);
        this.ahead = source.readAhead(poke);
    }

    /// Begins with the next step of time, so that a host may be set up in peace before.
    void begin() {
        dueTimer.armIn(0);
    }

    /// Whether all was delivered, and taken or given up. Any thread.
    boolean finished() {
        return finished;
    }

    /// The recorded time, since the first packet, that it is now.
    long recordedNow() {
        return begun ? lastRecorded + speed.recordedNanos(strand.now() - lastDelivered) : 0;
    }

    private void due() {
        if (!begun) {
            begun = true;
            start = strand.now();
            lastDelivered = start;
        }
        look();
    }

    private void look() {
        if (!begun || closed) {
            return;
        }
        boolean last = ahead.over();
        ahead.drainTo(queue);
        int left = BATCH;
        Packet next = queue.peek();
        while (next != null && left > 0 && mayCome(next)) {
            queue.poll();
            deliver(next);
            left--;
            next = queue.peek();
        }
        tally.settle();
        ahead.goOn();
        if (left == 0) {
            poke.poke(1);
        } else if (last && queue.isEmpty()) {
            end();
        }
    }

    private boolean mayCome(Packet packet) {
        if (speed.isMax()) {
            return hasRoom();
        }
        long due = start + speed.hostNanos(packet.timestamp());
        if (due > strand.now()) {
            dueTimer.arm(due);
            return false;
        }
        return true;
    }

    private void deliver(Packet packet) {
        lastRecorded = packet.timestamp();
        lastDelivered = strand.now();
        ahead.delivered(packet);
        backlog.add(packet);
        injected.increment();
        port.deliver(packet);
    }

    // ---- at full speed

    private boolean hasRoom() {
        long bytes = backlog.bytes();
        if (bytes < writtenOff) {
            writtenOff = bytes;
        }
        boolean room = bytes - writtenOff < WINDOW;
        if (!room) {
            backlog.low(writtenOff + WINDOW / 2);
            watch();
            room = backlog.bytes() - writtenOff <= WINDOW / 2; // before it was told the mark
        }
        return room;
    }

    private void watch() {
        if (!stallTimer.armed()) {
            backlogSeen = backlog.bytes();
            stallTimer.armIn(STALL_NANOS);
        }
    }

    private void stalled() {
        if (backlog.bytes() == backlogSeen) {
            writtenOff = backlogSeen;
        }
        look();
    }

    private void end() {
        backlog.low(writtenOff);
        if (backlog.bytes() > writtenOff) {
            watch();
        } else if (!finished) {
            finished = true;
            stallTimer.cancel();
        }
    }

    /// Delivers nothing more. Off the strand.
    void close() {
        ahead.close();
        strand.call(
                () -> {
                    closed = true;
                    dueTimer.cancel();
                    stallTimer.cancel();
                    backlog.close();
                    ahead.drainTo(queue);
                    queue.releaseAll();
                    tally.settle();
                    return queue;
                });
    }

    /// The share that has come, negative where there is no end. Any thread.
    double progress() {
        return finished ? 1 : ahead.progress();
    }

    /// When the first packet was seen. Any thread.
    long firstTimestamp() {
        return ahead.firstTimestamp();
    }
}
