package io.sockit.cli.run;

import io.sockit.api.Host;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.Value;
import io.sockit.spi.ProgramArguments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One entry of a host's programs, and its runs. Started by the run's thread, read by any.
final class ProgramEntry {
    private final Host host;
    private final ProgramPlan plan;
    private final FoundProgram found;
    private final ProgramArguments arguments;
    private final ProgramCounters counters = new ProgramCounters();
    private final List<RunningProgram> runs = new ArrayList<>();

    ProgramEntry(Crew crew, Host host, ProgramPlan plan, FoundProgram found, Path folder) {
        this.host = host;
        this.plan = plan;
        this.found = found;
        Map<String, String> texts = new LinkedHashMap<>();
        plan.arguments().forEach((name, value) -> texts.put(name, value.text()));
        arguments = new ProgramArguments(texts, folder, host);
        for (int number = 1; number <= plan.count(); number++) {
            runs.add(new RunningProgram(crew, this, number));
        }
    }

    void start() {
        runs.forEach(RunningProgram::start);
    }

    Host host() {
        return host;
    }

    ProgramPlan plan() {
        return plan;
    }

    FoundProgram found() {
        return found;
    }

    ProgramArguments arguments() {
        return arguments;
    }

    ProgramCounters counters() {
        return counters;
    }

    List<RunningProgram> runs() {
        return runs;
    }

    /// Whether others may begin: it does not serve, or it begins later, or its sockets are bound.
    boolean ready() {
        return !found.serves()
                || plan.delayNanos() > 0
                || runs.stream().allMatch(run -> run.state() != RunningProgram.State.RUNNING);
    }

    /// Whether the run need not wait for it.
    boolean settled() {
        return runs.stream()
                .allMatch(
                        run ->
                                run.state() != RunningProgram.State.RUNNING
                                        || (found.serves() && plan.delayNanos() > 0));
    }

    /// Host and name, for messages.
    String title() {
        return host.name() + "/" + plan.name();
    }

    /// The states of the runs, with the number of runs in each.
    private String states() {
        SortedMap<RunningProgram.State, Long> states =
                runs.stream()
                        .collect(
                                Collectors.groupingBy(
                                        RunningProgram::state,
                                        TreeMap::new,
                                        Collectors.counting()));
        if (states.size() == 1) {
            return states.firstKey().toString();
        }
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    Snapshot.ProgramView view() {
        return new Snapshot.ProgramView(plan.name(), runs.size(), states(), counters.all());
    }

    /// The place of an argument, or of the program if it has no such argument.
    Value place(String argument) {
        return plan.arguments().getOrDefault(argument, plan.program());
    }
}
