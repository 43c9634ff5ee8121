package io.sockit.socket.device;

import io.sockit.socket.strand.HostStrand;
import io.sockit.spi.Timer;
import io.sockit.spi.packet.Packet;
import io.sockit.spi.packet.PacketInbox;
import io.sockit.spi.packet.PacketQueue;

import org.jspecify.annotations.Nullable;

/// Frames on the wire to a port, until they are due. [#offer] is for any thread, the rest for the
/// strand.
final class Arrivals {
    private final HostStrand strand;
    private final Timer timer;
    private final PacketInbox inbox = new PacketInbox();
    private final PacketQueue news = new PacketQueue();
    private final DueQueue waiting = new DueQueue();
    private final WireLoad load = new WireLoad();

    /// @param due called on the strand when a frame is due
    Arrivals(HostStrand strand, Runnable due) {
        this.strand = strand;
        this.timer = strand.timers().timer(now -> due.run());
    }

    /// Puts a frame on the wire; its timestamp is the moment at which it is due.
    ///
    /// @return false, and the frame is still the caller's, if too much is under way
    boolean offer(Packet frame) {
        int bytes = frame.chargedBytes();
        if (!load.add(bytes)) {
            return false;
        }
        frame.mark(bytes);
        inbox.offer(frame);
        return true;
    }

    /// The next frame that is due, or null.
    @Nullable Packet poll() {
        sort();
        return waiting.isEmpty() || waiting.firstDue() > strand.now() ? null : take();
    }

    /// Arms the timer for the first frame that waits.
    ///
    /// @return whether a frame is due now
    boolean settle() {
        if (waiting.isEmpty()) {
            return false;
        }
        long due = waiting.firstDue();
        if (due <= strand.now()) {
            return true;
        }
        if (!timer.armed() || timer.deadline() != due) {
            timer.arm(due);
        }
        return false;
    }

    /// Takes all frames off the wire, due or not.
    void drainTo(PacketQueue target) {
        timer.cancel();
        sort();
        for (Packet frame = take(); frame != null; frame = take()) {
            target.add(frame);
        }
    }

    private void sort() {
        if (inbox.isEmpty()) {
            return;
        }
        inbox.drainTo(news);
        for (Packet frame = news.poll(); frame != null; frame = news.poll()) {
            waiting.add(frame);
        }
    }

    private @Nullable Packet take() {
        Packet frame = waiting.poll();
        if (frame != null) {
            load.remove((int) frame.mark());
        }
        return frame;
    }
}
