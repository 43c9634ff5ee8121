package io.sockit.tcp;

import io.sockit.tcp.spi.CongestionControl;
import io.sockit.tcp.spi.CongestionWindow;

/// `reno`: additive increase, halved at a loss (RFC 5681 §3.1).
final class NewReno implements CongestionControl {
    static final String NAME = "reno";

    @Override
    public Algorithm open(CongestionWindow window) {
        return new Halving(window);
    }

    private record Halving(CongestionWindow window) implements Algorithm {
        @Override
        public int threshold() {
            return Math.max(2, window.size() / 2);
        }

        @Override
        public void avoid(int acknowledged) {
            int left = acknowledged;
            if (window.isSlowStart()) {
                left = window.slowStart(left);
            }
            if (left > 0) {
                window.grow(window.size(), left);
            }
        }

        @Override
        public int undone() {
            return Math.max(window.size(), window.before());
        }
    }
}
