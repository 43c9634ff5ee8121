package io.sockit.socket.sched;

import io.sockit.socket.strand.ProgramRun;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Ends programs in virtual time once their descriptors are closed. They run, without time passing,
/// until all have ended or rest; who has not ended then is interrupted; and who has not ended even
/// then is given up: its thread, a daemon, runs on without the baton, what it waits for in the kit
/// throws, and its name is reported.
///
/// Each of the first two steps takes `patience` of real time at most, and each step a moment more
/// for each program from which the baton has to be taken. On one thread, which is no program's.
final class ProgramShutdown {
    private static final long PATIENCE = 1_000_000_000L;
    private static final long MOMENT = 50_000_000L;
    private static final long PAUSE = 1_000_000L;
    private static final System.Logger LOG =
            System.getLogger(ProgramShutdown.class.getPackageName());

    private final ProgramScheduler scheduler;
    private final List<ScheduledProgram> left;
    private final long patience;
    private final Consumer<String> report;
    private boolean interrupted;

    ProgramShutdown(ProgramScheduler scheduler, List<ProgramRun> programs) {
        this(scheduler, programs, PATIENCE, text -> LOG.log(Level.WARNING, text));
    }

    ProgramShutdown(
            ProgramScheduler scheduler,
            List<ProgramRun> programs,
            long patience,
            Consumer<String> report) {
        this.scheduler = scheduler;
        this.left = new ArrayList<>();
        for (ProgramRun program : programs) {
            if (program instanceof ScheduledProgram own) {
                left.add(own);
            }
        }
        this.patience = patience;
        this.report = report;
    }

    void run() {
        if (over()) {
            return;
        }
        interrupted = Thread.interrupted();
        scheduler.locked(RunQueue::beginDismissal);
        try {
            dismiss();
        } finally {
            scheduler.locked(RunQueue::endDismissal);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void dismiss() {
        settle(patience);
        if (!over()) {
            interrupt();
        }
        if (!over()) {
            giveUp();
        }
    }

    private boolean over() {
        left.removeIf(ProgramRun::done);
        return left.isEmpty();
    }

    /// Has them run until all rest. Who does not put the baton down in time runs on without it, so
    /// that the others come to their turn.
    private void settle(long time) {
        boolean rest = scheduler.settle(time);
        for (int i = 0; i < left.size() && !rest && scheduler.ask(RunQueue::dispossess); i++) {
            rest = scheduler.settle(MOMENT);
        }
    }

    /// Who waits outside the kit needs a while to come back.
    private void interrupt() {
        for (ScheduledProgram program : left) {
            scheduler.locked(runQueue -> runQueue.interrupt(program.scheduled));
        }
        long end = System.nanoTime() + patience;
        long time = patience;
        while (time > 0 && !over()) {
            settle(time);
            if (!over()) {
                interrupted |= scheduler.pause(PAUSE);
            }
            time = end - System.nanoTime();
        }
    }

    private void giveUp() {
        for (ScheduledProgram program : left) {
            scheduler.locked(runQueue -> runQueue.giveUp(program.scheduled));
        }
        settle(MOMENT);
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
}
