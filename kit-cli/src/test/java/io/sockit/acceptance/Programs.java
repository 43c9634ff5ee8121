package io.sockit.acceptance;

import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.api.ProgramThread;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Program threads of either kind, and a wait for them that tells where they hang.
final class Programs {
    private static final long LOOK_NANOS = 100_000;

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

    /// Waits until all are blocked in a call, in real time.
    ///
    /// @throws AssertionError where one has ended, or the time is over
    static void awaitBlocked(List<ProgramThread> programs, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        for (ProgramThread program : programs) {
            while (program.thread().getState() != Thread.State.WAITING) {
                if (!program.thread().isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(program.name() + " does not wait");
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
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
