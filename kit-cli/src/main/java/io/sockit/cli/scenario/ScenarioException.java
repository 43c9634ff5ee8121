package io.sockit.cli.scenario;

import java.util.List;
import java.util.stream.Collectors;

/// Refuses a scenario with all its errors, in the order of the file. The message has a line for
/// each.
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @param problems at least one
    public ScenarioException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public ScenarioException(Place place, String message) {
        this(List.of(new Problem(place, message)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
