package io.sockit.socket.call;

import io.sockit.api.Process;
import io.sockit.api.Program;
import io.sockit.socket.strand.ProgramRun;

import org.jspecify.annotations.Nullable;

/// A program of a process. While it runs, [#current] is that process, on its thread and on the
/// threads that it starts.
public final class ProcessProgram implements ProgramRun.Body {
    private static final InheritableThreadLocal<@Nullable Process> CURRENT =
            new InheritableThreadLocal<>();

    private final Calls calls;
    private final KitProcess process;
    private final Program program;

    ProcessProgram(Calls calls, KitProcess process, Program program) {
        this.calls = calls;
        this.process = process;
        this.program = program;
    }

    /// See [Process#current].
    public static @Nullable Process current() {
        return CURRENT.get();
    }

    @Override
    public void run() throws Exception {
        CURRENT.set(process);
        program.run(process);
    }

    @Override
    public boolean dismissed() {
        return process.closed();
    }

    @Override
    public void ended(ProgramRun run) {
        CURRENT.remove();
        calls.ended(run);
    }
}
