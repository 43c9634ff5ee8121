package io.sockit.api;

import java.util.concurrent.ExecutionException;

/// A thread of a host's program, known to its clock.
public interface ProgramThread {
    String name();

    /// The Java thread, for interruption and inspection. Under a virtual clock the moment at which
    /// an interrupt is seen is not replayed.
    Thread thread();

    /// Waits for the end. Under a virtual clock the waiting thread lets time move.
    ///
    /// @throws ExecutionException with what the program threw
    /// @throws IllegalStateException if the run failed, as for [VirtualClock#advance], or if
    ///     nothing can happen any more that would end the program, see [VirtualClock]
    void join() throws InterruptedException, ExecutionException;
}
