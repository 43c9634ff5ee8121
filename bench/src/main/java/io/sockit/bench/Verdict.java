package io.sockit.bench;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A row of the [Catalogue] with its measurements.
///
/// @param row what was compared
/// @param ours our measurement
/// @param theirs the baseline's, null where there is none
/// @param parked bytes an operation of the baseline `park`, NaN where there is none
record Verdict(Comparison row, Measured ours, @Nullable Measured theirs, double parked) {
    /// What JMH itself allocates an operation, at most, where there are many.
    private static final double NOISE_BYTES = 1;

    /// What JMH itself allocates an iteration, at most; where its operations are few, each bears
    /// more of it than [#NOISE_BYTES].
    private static final double ITERATION_BYTES = 64 * 1024;

    /// How far two measurements with parked threads may lie apart: a round's thread is spread over
    /// its rounds.
    private static final double PARK_BYTES = 2;

    /// A verdict for each row and each set of parameters that was measured.
    static List<Verdict> of(List<Comparison> rows, Collection<Measured> all) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Comparison row : rows) {
            for (Measured ours : all) {
                if (ours.is(row.subject(), row.ours())) {
                    Measured parked = other(row, "park", ours, all);
                    verdicts.add(
                            new Verdict(
                                    row,
                                    ours,
                                    other(row, row.theirs(), ours, all),
                                    parked == null ? Double.NaN : parked.bytes()));
                }
            }
        }
        return verdicts;
    }

    private static @Nullable Measured other(
            Comparison row, String name, Measured ours, Collection<Measured> all) {
        for (Measured measured : all) {
            if (measured.is(row.subject(), name)
                    && measured.parameters().equals(ours.parameters())) {
                return measured;
            }
        }
        return null;
    }

    double ratio() {
        return theirs == null ? Double.NaN : ours.median() / theirs.median();
    }

    /// The ratio if ours were as fast as it ever was, and theirs as slow.
    double leastRatio() {
        return theirs == null ? Double.NaN : ours.least() / theirs.most();
    }

    double mostRatio() {
        return theirs == null ? Double.NaN : ours.most() / theirs.least();
    }

    boolean timeMet() {
        return row.bar().met(ours.median(), ratio());
    }

    boolean allocationMet() {
        return switch (row.allocation()) {
            case FREE -> true;
            // Not a number, that is not measured, is not less.
            case NONE -> ours.bytes() < NOISE_BYTES + share();
            case AS_PARK -> ours.bytes() < parked + PARK_BYTES + share();
        };
    }

    /// An operation's share of the iteration's noise.
    private double share() {
        return ITERATION_BYTES / ours.operations();
    }

    boolean met() {
        return timeMet() && allocationMet();
    }
}
