package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Playback;
import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;
import io.sockit.cli.term.Table;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// One run of a scenario, on the thread that calls [#run]; [#stop] may come from any.
///
/// Servers start first and report when their sockets are bound; then recorded traffic begins, and
/// the other programs. The run ends when these have ended and the recordings are over, when the
/// duration is over, or when it is stopped; packets under way then have a moment to arrive.
public final class ScenarioRun {
    private static final long TO_BE_READY = TimeUnit.SECONDS.toNanos(30);

    private final Scenario scenario;
    private final Console console;
    private final Clock clock;
    private final Pace pace;
    private final Crew crew;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Playback> playbacks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Object lock = new Object();
    private volatile boolean stopped;
    private volatile boolean up;

    @GuardedBy("lock")
    private @Nullable Thread driver;

    public ScenarioRun(Scenario scenario, Console console) {
        this.scenario = scenario;
        this.console = console;
        this.clock = scenario.virtual() ? Clock.virtual() : Clock.system();
        this.pace = new Pace(clock);
        this.crew = new Crew(console, pace);
    }

    /// Ends the run before its time; the summary comes all the same, unless it is still being set
    /// up. Any thread.
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (driver != null) {
                driver.interrupt();
            }
        }
    }

    /// Whether all hosts are up, so that a run that is stopped has a summary. Any thread.
    public boolean up() {
        return up;
    }

    /// Ends the run because the JVM is about to end, by an interrupt from the keyboard or because a
    /// program calls for it. Any thread.
    ///
    /// @return whether a program calls for it: then the run has failed
    public boolean exit() {
        Optional<RunningProgram> caller =
                crew.left().stream().filter(RunningProgram::callsExit).findFirst();
        caller.ifPresent(
                program ->
                        crew.failed(
                                program.title()
                                        + " called System.exit"
                                        + Messages.frame(program.stack())));
        stop();
        return caller.isPresent();
    }

    /// Runs to the end and prints summary and verdicts.
    ///
    /// @return whether all programs ended well and all checks hold
    /// @throws ScenarioException if the scenario asks for something that is refused
    /// @throws InterruptedException also if it is stopped before all hosts are up
    public boolean run() throws ScenarioException, InterruptedException {
        List<CheckRun.Verdict> checks;
        try (ProgramClasses classes = new ProgramClasses(scenario.plugins());
                Network network = Network.create(clock, scenario.seed())) {
            drivenBy(Thread.currentThread());
            setUp(network, classes);
            long took = drive();
            crew.refuse();
            checks = summarize(took);
            crew.dismiss();
        } finally {
            drivenBy(null);
            crew.release();
        }
        judge();
        boolean good = printVerdicts(checks);
        good &= filesAreWhole();
        return ComparisonRun.print(scenario, console) && good;
    }

    /// Prints the tables of the summary.
    ///
    /// @return how the checks came out
    private List<CheckRun.Verdict> summarize(long took) {
        Map<String, Snapshot> counted = Snapshot.of(hosts.values(), crew);
        console.line(
                "%s of %s time%s"
                        .formatted(
                                ProgressMeter.time(took),
                                scenario.virtual() ? "virtual" : "real",
                                stopped ? ", stopped" : ""));
        for (Table table : new Summary(counted.values()).tables()) {
            if (!table.isEmpty()) {
                console.line("");
                console.table(table);
            }
        }
        return new CheckRun(counted).verdicts(scenario.checks());
    }

    /// @return whether no program failed and all checks hold
    private boolean printVerdicts(List<CheckRun.Verdict> checks) {
        List<String> failed = crew.failures();
        if (!notes.isEmpty() || !failed.isEmpty() || !checks.isEmpty()) {
            console.line("");
        }
        notes.forEach(note -> console.line("note    " + note));
        failed.forEach(failure -> console.verdict(false, failure));
        checks.forEach(check -> console.verdict(check.good(), check.text()));
        return failed.isEmpty() && checks.stream().allMatch(CheckRun.Verdict::good);
    }

    /// A capture that was read in part only, or not written whole, fails the run; the log has named
    /// file and reason.
    private boolean filesAreWhole() {
        boolean whole = true;
        for (Host host : hosts.values()) {
            whole &=
                    isZero(host, "Pcap.FileErrors", "a capture is damaged, its begin was replayed");
            whole &= isZero(host, "Pcap.WriteErrors", "a capture could not be written whole");
        }
        return whole;
    }

    private boolean isZero(Host host, String counter, String meaning) {
        long count = host.counters().get(counter);
        if (count > 0) {
            console.verdict(
                    false, "%s: %s  (%s: %d)".formatted(host.name(), meaning, counter, count));
        }
        return count == 0;
    }

    /// Fails the run for programs that still go on; what they count is in no table.
    private void judge() {
        for (RunningProgram left : crew.left()) {
            if (left.callsExit()) {
                continue; // it waits for the end of the JVM, and exit() has failed the run already
            }
            crew.failed(
                    "%s does not end (its process is closed and its thread interrupted)%s"
                            .formatted(left.title(), Messages.frame(left.stack())));
        }
    }

    /// Sets the thread that [#stop] interrupts.
    private void drivenBy(@Nullable Thread thread) {
        synchronized (lock) {
            driver = thread;
        }
    }

    private void setUp(Network network, ProgramClasses classes)
            throws ScenarioException, InterruptedException {
        Problems problems = new Problems();
        for (HostPlan plan : scenario.hosts()) {
            if (stopped) {
                break;
            }
            Host host = new HostSetup(plan, problems).start(network, scenario.plugins());
            if (host != null) {
                hosts.put(host.name(), host);
                crew.hire(host, plan, classes, scenario.folder(), problems);
            }
        }
        stand();
        problems.refuse();
        hosts.values().forEach(host -> playbacks.addAll(host.playbacks()));
    }

    /// @throws InterruptedException if it was stopped before: what failed then is not a problem of
    ///     the scenario
    private void stand() throws InterruptedException {
        synchronized (lock) {
            up = !stopped;
        }
        if (!up) {
            drivenBy(null);
            hear();
            throw new InterruptedException(
                    "stopped while the run was being set up, so it has no summary");
        }
    }

    /// @return nanoseconds until its end
    private long drive() throws InterruptedException {
        long begun = clock.nanoTime();
        try (ProgressMeter meter =
                new ProgressMeter(
                        console, clock, hosts.values(), playbacks, scenario.durationNanos())) {
            meter.start();
            start();
            long most = scenario.durationNanos().orElse(Long.MAX_VALUE);
            Pace.End end = await(this::over, most);
            drivenBy(null);
            hear();
            long took = clock.nanoTime() - begun;
            if (end == Pace.End.IDLE) {
                noteWaiting();
            } else if (end == Pace.End.CAME && !stopped) {
                pace.settle(hosts.values());
            }
            return took;
        }
    }

    /// Waits for a condition; an interrupt by [#stop] ends the wait as if it held.
    private Pace.End await(BooleanSupplier condition, long nanos) throws InterruptedException {
        try {
            return pace.await(condition, nanos);
        } catch (InterruptedException e) {
            if (!stopped) {
                throw e;
            }
            return Pace.End.CAME;
        }
    }

    /// Clears the interrupt by [#stop], and keeps any other.
    private void hear() {
        boolean own = Thread.interrupted();
        if (own && !stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws InterruptedException {
        for (ProgramEntry entry : crew.entries()) {
            if (entry.found().serves()) {
                entry.start();
                pace.runnable();
            }
        }
        if (await(() -> stopped || crew.ready(), TO_BE_READY) != Pace.End.CAME) {
            crew.entries().stream()
                    .filter(entry -> !entry.ready())
                    .forEach(entry -> notes.add(entry.title() + " did not say that it serves"));
        }
        playbacks.forEach(Playback::begin);
        for (ProgramEntry entry : crew.entries()) {
            if (!entry.found().serves()) {
                entry.start();
            }
        }
    }

    private boolean over() {
        return stopped
                || crew.refused()
                || (crew.settled() && playbacks.stream().allMatch(Playback::finished) && ends());
    }

    /// Whether there is anything that can end: a run of servers alone goes on for its duration.
    private boolean ends() {
        return !playbacks.isEmpty()
                || crew.entries().isEmpty()
                || crew.entries().stream().anyMatch(entry -> !entry.found().serves())
                || crew.entries().stream()
                        .flatMap(entry -> entry.runs().stream())
                        .allMatch(RunningProgram::over);
    }

    private void noteWaiting() {
        for (ProgramEntry entry : crew.entries()) {
            if (!entry.settled()) {
                notes.add(entry.title() + " waits for what never comes");
            }
        }
    }
}
