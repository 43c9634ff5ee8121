package io.sockit.cli.run;

import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.spi.Counter;
import io.sockit.spi.HostProgram;
import io.sockit.spi.ProgramArguments;
import io.sockit.spi.ProgramContext;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One run of a program: its context and its end.
final class RunningProgram implements ProgramContext {
    /// The states of a run.
    enum State {
        RUNNING,
        SERVING,
        ENDED,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final PollFd[] NONE = {};

    private final Crew crew;
    private final ProgramEntry entry;
    private final int number;
    private final Process process;
    private final RandomGenerator random;
    private volatile State state = State.RUNNING;
    private volatile @Nullable ProgramThread thread;

    RunningProgram(Crew crew, ProgramEntry entry, int number) {
        this.crew = crew;
        this.entry = entry;
        this.number = number;
        this.process = entry.host().process();
        this.random = new SplittableRandom(seed());
    }

    /// Keyed by the network's seed, host, name and number (FNV-1a, 64 bits).
    private long seed() {
        long hash = 0xcbf29ce484222325L ^ entry.host().network().seed();
        String key = entry.title() + "/" + number;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// On the run's thread, once.
    void start() {
        thread =
                entry.plan().virtualThread()
                        ? process.startVirtual(title(), p -> run())
                        : process.start(title(), p -> run());
    }

    private void run() {
        try {
            if (entry.plan().delayNanos() > 0) {
                process.poll(NONE, entry.plan().delayNanos());
            }
            HostProgram program = entry.found().program();
            Thread.currentThread().setContextClassLoader(program.getClass().getClassLoader());
            program.run(this);
            state = State.ENDED;
        } catch (Throwable t) {
            if (crew.stopping()) {
                state = State.ENDED;
            } else {
                state = State.FAILED;
                crew.failed(entry, title(), t);
            }
        } finally {
            crew.sockets(entry.host()).close(process);
            crew.pace().raise();
        }
    }

    State state() {
        return state;
    }

    boolean over() {
        return state == State.ENDED || state == State.FAILED;
    }

    /// Whether it does not run, or never began.
    boolean gone() {
        return thread == null || over();
    }

    /// Where its thread is now.
    StackTraceElement[] stack() {
        return thread == null ? new StackTraceElement[0] : thread.thread().getStackTrace();
    }

    /// Whether its thread waits for the end of the JVM, which it called for.
    boolean callsExit() {
        return Stream.of(stack())
                .anyMatch(
                        frame ->
                                frame.getClassName().equals(Runtime.class.getName())
                                        && frame.getMethodName().equals("exit"));
    }

    /// Interrupts its wait.
    void interrupt() {
        if (thread != null) {
            thread.thread().interrupt();
        }
    }

    String title() {
        return entry.runs().size() > 1 || entry.plan().count() > 1
                ? entry.title() + "-" + number
                : entry.title();
    }

    @Override
    public Process process() {
        return process;
    }

    @Override
    public ProgramArguments arguments() {
        return entry.arguments();
    }

    @Override
    public Counter counter(String name) {
        return entry.counters().counter(name);
    }

    @Override
    public void print(String line) {
        crew.console().line(title() + ": " + line);
    }

    @Override
    public void serving() {
        if (state == State.RUNNING) {
            state = State.SERVING;
            crew.pace().raise();
        }
    }

    @Override
    public boolean stopping() {
        return crew.stopping();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
