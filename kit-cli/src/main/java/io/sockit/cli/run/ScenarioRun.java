package io.sockit.cli.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;

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
import java.util.function.BooleanSupplier;

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
    private final Object lock = new Object();
    private volatile boolean stopped;
    private volatile boolean exitCalled;
    private volatile boolean up;

    @GuardedBy("lock")
    private @Nullable Thread driver;

    public ScenarioRun(Scenario scenario, Console console) {
        this.scenario = scenario;
        this.console = console;
        this.crew = new Crew(console, signal);
    }

    /// Ends the run before its time; the summary comes all the same, unless it is still being set
    /// up. Any thread.
    public void stop() {
        synchronized (lock) {
            stopped = true;
            if (driver != null) {
                driver.interrupt(); // where virtual time does not move, nothing else ends its wait
            }
        }
        signal.raise();
    }

    /// Whether all hosts stand, so that a run that is stopped has a summary. Any thread.
    public boolean up() {
        return up;
    }

    /// Ends the run because the JVM is about to end, by an interrupt from the keyboard or because a
    /// program calls for it. Any thread.
    ///
    /// @return whether it is a program: then the run has failed
    public boolean exit() {
        Optional<String> caller = ExitCall.find(crew.entries());
        caller.ifPresent(crew::failed);
        exitCalled = caller.isPresent();
        stop();
        return caller.isPresent();
    }

    /// Runs to the end and prints what came of it.
    ///
    /// @return whether all programs ended well and all checks hold
    /// @throws ScenarioException for what the scenario asks and cannot be
    /// @throws InterruptedException where it is stopped before all hosts stand, too
    public boolean run() throws ScenarioException, InterruptedException {
        Clock clock = scenario.virtual() ? Clock.virtual() : Clock.system();
        Pace pace =
                clock instanceof VirtualClock virtual
                        ? new VirtualPace(virtual)
                        : new RealPace(signal);
        Outcome outcome;
        try (ProgramClasses classes = new ProgramClasses(scenario.plugins());
                Network network = Network.create(clock, scenario.seed())) {
            drivenBy(Thread.currentThread());
            setUp(network, classes);
            long took = drive(pace, clock);
            crew.refuse();
            outcome = outcome(took);
            outcome.printTables(console);
            crew.dismiss(pace);
        } finally {
            drivenBy(null);
            crew.release();
        }
        judge();
        outcome.printVerdicts(console);
        boolean whole = FileFaults.print(hosts.values(), console);
        boolean equal = ComparisonRun.print(scenario, console);
        return outcome.good() && whole && equal;
    }

    /// Programs that go on all the same have failed; what they count is in no table.
    private void judge() {
        for (RunningProgram left : crew.left()) {
            StackTraceElement[] stack = left.stack();
            if (exitCalled && ExitCall.isIn(stack)) {
                continue; // it waits for the end of the JVM, and that is told already
            }
            crew.failed(
                    "%s does not end (its process is closed and its thread interrupted)%s"
                            .formatted(left.title(), Messages.frame(stack)));
        }
    }

    /// Whom [#stop] interrupts.
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

    /// @throws InterruptedException where it was stopped before: what then failed is no problem of
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
    private long drive(Pace pace, Clock clock) throws InterruptedException {
        long begun = clock.nanoTime();
        try (ProgressMeter meter =
                new ProgressMeter(
                        console, clock, hosts.values(), playbacks, scenario.durationNanos())) {
            meter.start();
            start(pace);
            long most = scenario.durationNanos().orElse(Long.MAX_VALUE);
            Pace.End end = await(pace, this::over, most);
            drivenBy(null);
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

    /// An interrupt by [#stop] is what it waits for.
    private Pace.End await(Pace pace, BooleanSupplier what, long nanos)
            throws InterruptedException {
        try {
            return pace.await(what, nanos);
        } catch (InterruptedException e) {
            if (!stopped) {
                throw e;
            }
            return Pace.End.CAME;
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
        if (await(pace, () -> stopped || crew.ready(), TO_BE_READY) != Pace.End.CAME) {
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
