package io.sockit.socket.sched;

import io.sockit.socket.strand.ProgramRun;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Ends programs in virtual time once their descriptors are closed. They run, without time passing,
/// until all have ended or rest. A program that has not ended then is interrupted and runs on
/// beside all others, as a daemon whose waits in the kit throw; if it does not end so either, it is
/// reported. Each of the two steps takes `patience` of real time at most. On one thread, which is
/// no program's.
final class ProgramShutdown {
    private static final long PATIENCE = 1_000_000_000L;
    private static final System.Logger LOG = System.getLogger(ProgramShutdown.class.getName());

    private final ProgramScheduler scheduler;
    private final List<ScheduledProgram> left = new ArrayList<>();
    private final long patience;
    private final Consumer<String> report;

    ProgramShutdown(ProgramScheduler scheduler, List<ProgramRun> programs) {
        this(scheduler, programs, PATIENCE, text -> LOG.log(Level.WARNING, text));
    }

    ProgramShutdown(
            ProgramScheduler scheduler,
            List<ProgramRun> programs,
            long patience,
            Consumer<String> report) {
        this.scheduler = scheduler;
        this.patience = patience;
        this.report = report;
        for (ProgramRun program : programs) {
            if (program instanceof ScheduledProgram own && !own.done()) {
                left.add(own);
            }
        }
    }

    void run() {
        if (left.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        scheduler.locked(RunQueue::beginShutdown);
        try {
            scheduler.settle(patience);
            left.removeIf(ProgramRun::done);
            for (ScheduledProgram program : left) {
                scheduler.locked(queue -> queue.giveUp(program.scheduled));
            }
            awaitTheirEnd();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            scheduler.locked(RunQueue::endShutdown);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        for (ScheduledProgram program : left) {
            if (!program.done()) {
                report.accept(
                        "program "
                                + program.name()
                                + " did not end when its network was closed: it is no longer"
                                + " waited for");
            }
        }
    }

    private void awaitTheirEnd() throws InterruptedException {
        long end = System.nanoTime() + patience;
        for (ScheduledProgram program : left) {
            long time = end - System.nanoTime();
            if (time > 0) {
                program.thread().join(Duration.ofNanos(time));
            }
        }
    }
}
