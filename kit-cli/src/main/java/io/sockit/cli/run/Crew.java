package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Host;
import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.ProgramPlan;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;
import io.sockit.spi.ArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// The programs of a run. Filled and started by the run's thread; the programs report to it from
/// theirs.
final class Crew {
    private final Console console;
    private final Pace pace;
    private final List<ProgramEntry> entries = new CopyOnWriteArrayList<>();
    private final Map<Host, SeenSockets> sockets = new LinkedHashMap<>();
    private volatile boolean stopping;

    @GuardedBy("this")
    private final Problems badArguments = new Problems();

    @GuardedBy("this")
    private final List<String> failures = new ArrayList<>();

    private volatile boolean refused;

    Crew(Console console, Pace pace) {
        this.console = console;
        this.pace = pace;
    }

    /// Finds the programs of a host.
    void hire(Host host, HostPlan plan, ProgramClasses classes, Path folder, Problems problems) {
        sockets.put(host, new SeenSockets(host));
        for (ProgramPlan program : plan.programs()) {
            FoundProgram found = FoundProgram.find(host, program, classes, problems);
            if (found != null) {
                entries.add(new ProgramEntry(this, host, program, found, folder));
            }
        }
    }

    List<ProgramEntry> entries() {
        return entries;
    }

    Console console() {
        return console;
    }

    Pace pace() {
        return pace;
    }

    boolean stopping() {
        return stopping;
    }

    /// Ends the programs: their calls answer `EBADF`, and a program that does not wait for a socket
    /// is interrupted.
    void dismiss() throws InterruptedException {
        stopping = true;
        List<RunningProgram> left = left();
        left.forEach(run -> run.process().close());
        pace.dismiss(
                () -> left.stream().allMatch(RunningProgram::gone),
                () -> left.forEach(RunningProgram::interrupt));
    }

    /// The programs that have not ended.
    List<RunningProgram> left() {
        return entries.stream()
                .flatMap(entry -> entry.runs().stream())
                .filter(run -> !run.gone())
                .toList();
    }

    /// Notes that a program failed before the end. Any thread.
    void failed(ProgramEntry entry, String title, Throwable failure) {
        synchronized (this) {
            if (failure instanceof ArgumentException bad) {
                badArguments.add(entry.place(bad.argument()).place(), Messages.of(bad));
                refused = true;
            } else {
                failures.add(title + ": " + Messages.ofProgram(failure));
                entry.found().fault(failure);
            }
        }
        pace.raise();
    }

    /// Notes that the run has failed. Any thread.
    synchronized void failed(String reason) {
        failures.add(reason);
    }

    /// Whether a program refused an argument of the scenario.
    boolean refused() {
        return refused;
    }

    /// @throws ScenarioException with the arguments that programs refused
    synchronized void refuse() throws ScenarioException {
        badArguments.refuse();
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /// The sockets of one of its hosts.
    SeenSockets sockets(Host host) {
        return Objects.requireNonNull(sockets.get(host));
    }

    /// Whether the run need not wait for any program that is left.
    boolean settled() {
        return refused || entries.stream().allMatch(ProgramEntry::settled);
    }

    boolean ready() {
        return refused || entries.stream().allMatch(ProgramEntry::ready);
    }

    void release() {
        entries.forEach(entry -> entry.found().release());
    }
}
