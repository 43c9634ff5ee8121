package io.sockit.spi;

import io.sockit.api.Process;

import java.util.random.RandomGenerator;

/// What one run of a program has: its process, its arguments, and ways to tell of itself. Used by
/// the program's own threads.
public interface ProgramContext {
    /// A process of its own on its host; closed when the run ends, be it with sockets open.
    Process process();

    /// What the scenario gives to it.
    ProgramArguments arguments();

    /// A number of this program, such as `answered`. The summary shows it, and checks name it
    /// `host.program.answered`; runs of one program entry share it. The same object at every call,
    /// and unlike a host's counters safe to write on any thread. Ask for all of them at the start,
    /// so that those that stay zero are known too.
    Counter counter(String name);

    /// Shows a line to the user who watches the run, with the host's and the program's name before
    /// it.
    void print(String line);

    /// Says that its sockets are open and that from now on it only serves others: programs that it
    /// serves may begin, and the run does not wait for its end. Idempotent.
    void serving();

    /// Whether the run is over, so that the program should end too.
    boolean stopping();

    /// Chance that is keyed by the network's seed, the host, and the program's name and number:
    /// what others draw does not shift it. Not thread-safe.
    RandomGenerator random();
}
