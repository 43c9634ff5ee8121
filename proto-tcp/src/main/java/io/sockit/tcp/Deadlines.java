package io.sockit.tcp;

import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

/// What a connection waits for, by one timer of the host: a deadline that moves back leaves the
/// timer alone, which finds nothing due when it expires, and is armed anew then. So a segment that
/// is acknowledged in time arms nothing. On the strand.
final class Deadlines {
    static final long NEVER = Long.MAX_VALUE;

    /// Acts when something is due. Each deadline is over when its method is called.
    interface Handler {
        /// What was sent has not been acknowledged, or the peer's window stays shut.
        void sendDue(long now);

        /// An acknowledgment has been held back long enough.
        void acknowledgmentDue(long now);

        /// Nothing has been heard for long, or the connection has lingered long enough.
        void keepDue(long now);
    }

    private final Timer timer;
    private final Handler handler;
    private long send = NEVER;
    private long acknowledgment = NEVER;
    private long keep = NEVER;

    Deadlines(Timers timers, Handler handler) {
        this.handler = handler;
        timer = timers.timer(this::expired);
    }

    void send(long deadline) {
        send = deadline;
        arm(deadline);
    }

    /// When what was sent is due, or [#NEVER].
    long send() {
        return send;
    }

    void acknowledgment(long deadline) {
        acknowledgment = deadline;
        arm(deadline);
    }

    /// When the acknowledgment is due, or [#NEVER].
    long acknowledgment() {
        return acknowledgment;
    }

    void keep(long deadline) {
        keep = deadline;
        arm(deadline);
    }

    long keep() {
        return keep;
    }

    private void arm(long deadline) {
        if (deadline != NEVER && (!timer.armed() || deadline < timer.deadline())) {
            timer.arm(deadline);
        }
    }

    /// The connection is over.
    void close() {
        send = NEVER;
        acknowledgment = NEVER;
        keep = NEVER;
        timer.cancel();
    }

    private void expired(long now) {
        if (acknowledgment <= now) {
            acknowledgment = NEVER;
            handler.acknowledgmentDue(now);
        }
        if (send <= now) {
            send = NEVER;
            handler.sendDue(now);
        }
        if (keep <= now) {
            keep = NEVER;
            handler.keepDue(now);
        }
        arm(Math.min(send, Math.min(acknowledgment, keep)));
    }
}
