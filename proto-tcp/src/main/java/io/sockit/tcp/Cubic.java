package io.sockit.tcp;

import com.google.inject.Inject;

import io.sockit.spi.SysctlRegistry;
import io.sockit.tcp.spi.CongestionControl;
import io.sockit.tcp.spi.CongestionWindow;

import java.util.function.IntSupplier;

/// `cubic`: the window follows a cubic function of the time since the last loss (RFC 9438), and
/// slow start ends when the round-trip time grows (HyStart, as in Linux).
final class Cubic implements CongestionControl {
    static final String NAME = "cubic";

    /// β of RFC 9438 §4.6, as Linux writes it.
    private static final double BETA = 717.0 / 1024;

    /// C of RFC 9438 §5.1, packets by cubed seconds.
    private static final double C = 0.4;

    /// α of RFC 9438 §4.3: how fast a fair Reno would grow.
    private static final double ALPHA = 3 * (1 - BETA) / (1 + BETA);

    private final IntSupplier hyStartDetects;

    @Inject
    Cubic(SysctlRegistry sysctls) {
        hyStartDetects =
                sysctls.integer(
                                "tcp_cubic.hystart_detect",
                                3,
                                0,
                                3,
                                "what ends slow start: 1 trains of acknowledgments, 2 delay")
                        ::value;
    }

    @Override
    public Algorithm open(CongestionWindow window) {
        return new Curve(window, hyStartDetects);
    }

    private static final class Curve implements Algorithm {
        private static final long MILLISECOND = 1_000_000;
        private static final double SECOND = 1e9;
        private static final int SLOWEST = 100; // times the window for one packet more

        private final CongestionWindow window;
        private final HyStart hyStart;
        private double maximum; // W_max: where the last loss was
        private double origin; // where the plateau of the curve is
        private double plateau; // K: seconds from the beginning to the plateau
        private long began; // of the epoch; 0 in none
        private double reno; // W_est
        private long leastDelay; // nanoseconds, 0 before the first sample

        Curve(CongestionWindow window, IntSupplier hyStartDetects) {
            this.window = window;
            hyStart = new HyStart(window, hyStartDetects);
        }

        @Override
        public int threshold() {
            began = 0;
            int size = window.size();
            maximum = size < maximum ? size * (1 + BETA) / 2 : size; // fast convergence, §4.7
            return Math.max(2, (int) (size * BETA));
        }

        @Override
        public void avoid(int acknowledged) {
            int left = acknowledged;
            if (window.isSlowStart()) {
                left = window.slowStart(left);
            }
            if (left > 0) {
                window.grow(every(left), left);
            }
        }

        /// Acknowledged packets for each packet more (RFC 9438 §4.2 to §4.5).
        private int every(int acknowledged) {
            int size = window.size();
            long now = window.now();
            if (began == 0) {
                began = now;
                reno = size;
                origin = Math.max(maximum, size);
                plateau = Math.cbrt((origin - size) / C);
            }
            double time = (now - began + leastDelay) / SECOND - plateau;
            // Whole packets, as Linux counts.
            double target = origin + (long) (C * time * time * time);
            reno += ALPHA * acknowledged / size;
            double wanted = Math.max(target, Math.floor(reno));
            double steps = wanted > size ? size / (wanted - size) : SLOWEST * (double) size;
            if (maximum == 0) {
                steps = Math.min(steps, 20); // no loss yet: 5% a round trip
            }
            return (int) Math.max(2, steps);
        }

        @Override
        public int undone() {
            return Math.max(window.size(), window.before());
        }

        @Override
        public void measured(long roundTrip, int acknowledged) {
            if (began != 0 && window.now() - began < 1_000 * MILLISECOND) {
                return; // what was queued before the loss still counts in
            }
            if (leastDelay == 0 || roundTrip < leastDelay) {
                leastDelay = roundTrip;
            }
            hyStart.measured(roundTrip, leastDelay);
        }

        @Override
        public void timedOut() {
            maximum = 0;
            origin = 0;
            plateau = 0;
            began = 0;
            leastDelay = 0;
            reno = 0;
            hyStart.begin();
        }

        @Override
        public void resumed(long idle) {
            // The time without data is no part of the epoch.
            if (began != 0) {
                began = Math.min(began + idle, window.now());
            }
        }
    }
}
