package io.sockit.cli.run;

import io.sockit.api.Clock;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.Playback;
import io.sockit.api.VirtualClock;
import io.sockit.cli.scenario.HostPlan;
import io.sockit.cli.scenario.Problems;
import io.sockit.cli.scenario.Scenario;
import io.sockit.cli.scenario.ScenarioException;
import io.sockit.cli.term.Console;
import io.sockit.cli.term.Messages;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of a scenario, on the thread that calls [#run]; [#stop] may come from any.
///
/// Servers start first and say when their sockets stand; then recorded traffic begins, and the
/// other programs. The run ends when these have ended and the recordings are over, when the
/// duration is over, or when it is stopped; what is under way then has a moment to arrive.
public final class ScenarioRun {
    private static final long TO_BE_READY = Signal.millis(30_000);

    private final Scenario scenario;
    private final Console console;
    private final Signal signal = new Signal();
    private final Crew crew;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Playback> playbacks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private volatile boolean stopped;
    private volatile @Nullable Thread driver;

    public ScenarioRun(Scenario scenario, Console console) {
        this.scenario = scenario;
        this.console = console;
        this.crew = new Crew(console, signal);
    }

    /// Ends the run before its time; the summary comes all the same. Any thread.
    public void stop() {
        stopped = true;
        signal.raise();
        Thread running = driver;
        if (running != null) {
            running.interrupt(); // where virtual time does not move, nothing else ends its wait
        }
    }

    /// Ends the run because the JVM is about to end, by an interrupt from the keyboard or because a
    /// program calls for it. Any thread.
    ///
    /// @return whether it is a program: then the run has failed
    public boolean exit() {
        Optional<String> caller = ExitCall.find(crew.entries());
        caller.ifPresent(crew::failed);
        stop();
        return caller.isPresent();
    }

    /// Runs to the end and prints what came of it.
    ///
    /// @return whether all programs ended well and all checks hold
    /// @throws ScenarioException for what the scenario asks and cannot be
    public boolean run() throws ScenarioException, InterruptedException {
        Clock clock = scenario.virtual() ? Clock.virtual() : Clock.system();
        Pace pace =
                clock instanceof VirtualClock virtual
                        ? new VirtualPace(virtual)
                        : new RealPace(signal);
        Outcome outcome;
        try (ProgramClasses classes = new ProgramClasses(scenario.plugins());
                Network network = Network.create(clock, scenario.seed())) {
            setUp(network, classes);
            long took = drive(pace, clock);
            crew.refuse();
            outcome = outcome(took);
            outcome.printTables(console);
            crew.dismiss(pace);
        } finally {
            crew.release();
        }
        judge();
        outcome.printVerdicts(console);
        boolean whole = FileFaults.print(hosts.values(), console);
        ComparisonRun comparisons = ComparisonRun.of(scenario.comparisons());
        comparisons.print(console);
        return outcome.good() && whole && comparisons.good();
    }

    /// Programs that go on all the same have failed; what they count is in no table.
    private void judge() {
        for (RunningProgram left : crew.left()) {
            crew.failed(
                    "%s does not end (its process is closed and its thread interrupted)%s"
                            .formatted(left.title(), Messages.frame(left.stack())));
        }
    }

    private void setUp(Network network, ProgramClasses classes) throws ScenarioException {
        Problems problems = new Problems();
        for (HostPlan plan : scenario.hosts()) {
            Host host = new HostSetup(plan, problems).start(network, scenario.plugins());
            if (host != null) {
                hosts.put(host.name(), host);
                crew.hire(host, plan, classes, scenario.folder(), problems);
            }
        }
        problems.refuse();
        hosts.values().forEach(host -> playbacks.addAll(host.playbacks()));
    }

    /// @return nanoseconds until its end
    private long drive(Pace pace, Clock clock) throws InterruptedException {
        long begun = clock.nanoTime();
        try (ProgressMeter meter =
                new ProgressMeter(
                        console, clock, hosts.values(), playbacks, scenario.durationNanos())) {
            meter.start();
            driver = Thread.currentThread();
            start(pace);
            long most = scenario.durationNanos().orElse(Long.MAX_VALUE);
            Pace.End end = pace.await(this::over, most);
            driver = null;
            hear();
            long took = clock.nanoTime() - begun;
            if (end == Pace.End.IDLE) {
                noteWaiting();
            } else if (end == Pace.End.CAME && !stopped) {
                pace.settle(new Quiet(hosts.values()));
            }
            return took;
        }
    }

    /// Takes away the interrupt by which [#stop] came.
    private void hear() {
        boolean own = Thread.interrupted();
        if (own && !stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Pace pace) throws InterruptedException {
        for (ProgramEntry entry : crew.entries()) {
            if (entry.found().serves()) {
                entry.start();
                pace.runnable();
            }
        }
        if (pace.await(() -> stopped || crew.ready(), TO_BE_READY) != Pace.End.CAME) {
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

    private Outcome outcome(long took) {
        Map<String, Snapshot> counted = Snapshot.of(hosts.values(), crew);
        return new Outcome(
                "%s of %s time%s"
                        .formatted(
                                ProgressMeter.time(took),
                                scenario.virtual() ? "virtual" : "real",
                                stopped ? ", stopped" : ""),
                new Summary(counted.values()).tables(),
                notes,
                crew::failures,
                new CheckRun(counted).verdicts(scenario.checks()));
    }
}
