package io.sockit.tcp;

import io.sockit.tcp.spi.CongestionWindow;

import java.util.function.IntSupplier;

/// Ends slow start before packets are lost: when acknowledgments of one round trip come for longer
/// than half the least delay, or when the delay grows ("Hybrid Slow Start", Ha and Rhee, 2011). On
/// the strand.
final class HyStart {
    private static final int LEAST_WINDOW = 16;
    private static final int LEAST_SAMPLES = 8;
    private static final long MILLISECOND = 1_000_000;
    private static final long TRAIN_GAP = 2 * MILLISECOND;
    private static final long LEAST_INCREASE = 4 * MILLISECOND;
    private static final long MOST_INCREASE = 16 * MILLISECOND;

    private static final int BY_TRAIN = 1;
    private static final int BY_DELAY = 2;

    private final CongestionWindow window;
    private final IntSupplier detects;
    private long roundEnd = Long.MIN_VALUE;
    private long roundBegan;
    private long lastAcknowledged;
    private long leastOfRound;
    private int samples;
    private boolean found;

    /// @param detects by what: 1 for trains of acknowledgments, 2 for delay
    HyStart(CongestionWindow window, IntSupplier detects) {
        this.window = window;
        this.detects = detects;
    }

    /// A slow start begins.
    void begin() {
        found = false;
        beginRound();
    }

    private void beginRound() {
        roundBegan = window.now();
        lastAcknowledged = roundBegan;
        roundEnd = window.sent();
        leastOfRound = Long.MAX_VALUE;
        samples = 0;
    }

    void measured(long roundTrip, long leastDelay) {
        if (found || !window.isSlowStart() || window.size() < LEAST_WINDOW) {
            return;
        }
        if (window.unacknowledged() > roundEnd) {
            beginRound();
        }
        long now = window.now();
        boolean train = false;
        if (now - lastAcknowledged <= TRAIN_GAP) {
            lastAcknowledged = now;
            train = now - roundBegan > leastDelay / 2;
        }
        leastOfRound = Math.min(leastOfRound, roundTrip);
        boolean grown = false;
        if (samples < LEAST_SAMPLES) {
            samples++;
        } else {
            long increase = Math.clamp(leastDelay / 8, LEAST_INCREASE, MOST_INCREASE);
            grown = leastOfRound > leastDelay + increase;
        }
        int how = detects.getAsInt();
        if ((train && (how & BY_TRAIN) != 0) || (grown && (how & BY_DELAY) != 0)) {
            found = true;
            window.threshold(window.size());
        }
    }
}
