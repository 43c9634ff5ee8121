package io.sockit.tcp;

/// The round-trip time of a connection and the time-out that follows from it (RFC 6298), in
/// nanoseconds. As Linux does, the variance is the largest of a round trip, falls slowly, and has a
/// floor, so that a steady path does not make the time-out tight. On the strand.
final class RoundTrip {
    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1_000 * MILLISECOND;

    /// Before the first sample (RFC 6298 (2.1)).
    static final long INITIAL = SECOND;

    static final long LEAST_TIMEOUT = 200 * MILLISECOND;
    static final long MOST_TIMEOUT = 120 * SECOND;
    private static final long LEAST_LIFE = 300 * SECOND;
    private static final int MOST_DOUBLINGS = 16;

    private long smoothed; // 0 before the first sample
    private long deviation;
    private long deviationOfTrip;
    private long variation;
    private long tripEnd; // position whose acknowledgment ends the round trip
    private long least = Long.MAX_VALUE;
    private long leastAt;
    private long last;
    private int backoff;

    /// Takes a measured time (RFC 6298 (2.2), (2.3)).
    ///
    /// @param latest of the packet that was sent last: without the time that the peer held its
    ///     acknowledgment back
    /// @param una first position that is not acknowledged
    /// @param next first position that was not sent
    void sample(long measured, long latest, long una, long next, long now) {
        long time = Math.max(1_000, measured);
        last = time;
        if (latest <= least || now - leastAt > LEAST_LIFE) {
            least = Math.max(1_000, latest);
            leastAt = now;
        }
        if (smoothed == 0) {
            smoothed = time;
            deviation = time / 2;
            variation = Math.max(2 * time, LEAST_TIMEOUT);
            deviationOfTrip = variation;
            tripEnd = next;
            return;
        }
        long error = time - smoothed;
        smoothed += error / 8;
        long change = Math.abs(error) - deviation;
        // A sample below the mean says little of how far the next one may be above it.
        deviation += error < 0 && change > 0 ? change / 32 : change / 4;
        deviationOfTrip = Math.max(deviationOfTrip, 4 * deviation);
        variation = Math.max(variation, deviationOfTrip);
        if (una > tripEnd) {
            variation -= (variation - deviationOfTrip) / 4;
            tripEnd = next;
            deviationOfTrip = LEAST_TIMEOUT;
        }
    }

    /// The time-out was in vain: the next one takes twice as long (RFC 6298 (5.5)).
    void backOff() {
        backoff++;
    }

    /// New data was acknowledged (RFC 6298 §5, last paragraph).
    void answered() {
        backoff = 0;
    }

    int backoff() {
        return backoff;
    }

    /// The time-out without what it was doubled.
    long base() {
        return Math.min(MOST_TIMEOUT, smoothed == 0 ? INITIAL : smoothed + variation);
    }

    long timeout() {
        return Math.min(MOST_TIMEOUT, base() << Math.min(backoff, MOST_DOUBLINGS));
    }

    /// The smoothed time, or 0 before the first sample.
    long smoothed() {
        return smoothed;
    }

    /// The mean deviation.
    long deviation() {
        return deviation;
    }

    /// The least time measured of late, or [Long#MAX_VALUE].
    long least() {
        return least;
    }

    /// The last time measured.
    long last() {
        return last;
    }
}
