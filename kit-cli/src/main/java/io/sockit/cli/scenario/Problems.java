package io.sockit.cli.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the errors of a scenario, up to a bound. Single-threaded.
public final class Problems {
    private static final int MOST = 50;

    private final List<Problem> all = new ArrayList<>();
    private boolean more;

    public void add(Place place, String message) {
        if (all.size() < MOST) {
            all.add(new Problem(place, message));
        } else {
            more = true;
        }
    }

    void add(Problem problem) {
        add(problem.place(), problem.message());
    }

    boolean full() {
        return all.size() >= MOST;
    }

    /// @throws ScenarioException if there are any
    public void refuse() throws ScenarioException {
        if (!all.isEmpty()) {
            List<Problem> sorted = new ArrayList<>(all);
            sorted.sort(
                    Comparator.comparingInt((Problem problem) -> problem.place().line())
                            .thenComparingInt(problem -> problem.place().column()));
            if (more) {
                String source = sorted.getLast().place().source();
                sorted.add(new Problem(Place.of(source), "and more"));
            }
            throw new ScenarioException(sorted);
        }
    }
}
