package io.sockit.bench;

/// What a comparison must clear.
sealed interface Bar {
    /// Whether a measurement clears it.
    ///
    /// @param nanos ours an operation
    /// @param ratio ours to theirs, NaN where there is no other
    boolean met(double nanos, double ratio);

    /// No bar: the figure is for people.
    record None() implements Bar {
        @Override
        public boolean met(double nanos, double ratio) {
            return true;
        }

        @Override
        public String toString() {
            return "-";
        }
    }

    /// Ours takes at most this share of their time.
    record Share(double most) implements Bar {
        @Override
        public boolean met(double nanos, double ratio) {
            return ratio <= most;
        }

        @Override
        public String toString() {
            return "<= " + Figures.number(most);
        }
    }

    /// Ours takes at most this many nanoseconds.
    record Time(double most) implements Bar {
        @Override
        public boolean met(double nanos, double ratio) {
            return nanos <= most;
        }

        @Override
        public String toString() {
            return "<= " + Figures.nanos(most);
        }
    }
}
