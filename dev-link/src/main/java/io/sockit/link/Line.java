package io.sockit.link;

/// One direction of a wire: a bounded queue, then a line of some rate, then a delay, all of it
/// computed from when the line is free again. Not thread-safe: the sending host's strand.
final class Line {
    /// The answer of [#send] to a frame for which the queue had no room.
    static final long FULL = -1;

    /// The rate of a line that sends at once.
    static final long UNLIMITED = 0;

    /// Bits of a byte times nanoseconds of a second.
    private static final long BITS_NANOS = 8_000_000_000L;

    private final long rate;
    private final long queue;
    private final long delay;

    /// When the last bit of the last frame leaves: nanoseconds, and what is over in units of
    /// 1/rate, so that a busy line does not drift.
    private long busyUntil = Long.MIN_VALUE;

    private long remainder;

    /// @param rate bits a second, or [#UNLIMITED]
    /// @param queue bytes that may wait, the unsent rest of the frame on the line among them
    /// @param delay nanoseconds from end to end, once a frame is sent
    Line(long rate, long queue, long delay) {
        this.rate = rate;
        this.queue = queue;
        this.delay = delay;
    }

    /// Sends a frame of `length` bytes.
    ///
    /// @return when its last bit arrives, or [#FULL]
    long send(int length, long now) {
        if (rate == UNLIMITED) {
            return now + delay;
        }
        if (busyUntil <= now) {
            busyUntil = now;
            remainder = 0;
        } else if (backlog(now) + length > queue) {
            return FULL;
        }
        long work = length * BITS_NANOS + remainder;
        busyUntil += work / rate;
        remainder = work % rate;
        return busyUntil + delay;
    }

    /// Bytes that have not left yet. No overflow: the product is at most the queue's bits.
    private long backlog(long now) {
        return Math.ceilDiv((busyUntil - now) * rate, BITS_NANOS);
    }
}
