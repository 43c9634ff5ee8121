package io.sockit.acceptance;

import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;

import java.time.Duration;
import java.util.List;

/// Program threads of either kind, and a wait for them that tells where they hang.
final class Programs {
    private Programs() {}

    static ProgramThread start(Process process, boolean virtual, String name, Program program) {
        return virtual ? process.startVirtual(name, program) : process.start(name, program);
    }

    /// Waits until all have ended, in real time.
    ///
    /// @throws AssertionError where one still runs when the time is over, with all their stacks
    static void join(List<ProgramThread> programs, Duration within) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        for (ProgramThread program : programs) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            if (!program.thread().join(left)) {
                throw hanging(program, programs);
            }
            program.join();
        }
    }

    private static AssertionError hanging(ProgramThread one, List<ProgramThread> all) {
        AssertionError failure = new AssertionError("program hangs: " + one.name());
        for (ProgramThread program : all) {
            if (program.thread().isAlive() && failure.getSuppressed().length < 10) {
                Throwable where = new Throwable(program.name() + " is here");
                where.setStackTrace(program.thread().getStackTrace());
                failure.addSuppressed(where);
            }
        }
        return failure;
    }
}
