package io.sockit.socket.strand;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Ends programs in virtual time once their descriptors are closed. They run, without time passing,
/// until all have ended or rest; who has not ended then is interrupted; and who has not ended even
/// then is given up: its thread, a daemon, runs on without the baton, what it waits for in the kit
/// throws, and its name is reported.
///
/// Each of the first two steps takes `patience` of real time at most, and the last one a moment for
/// each program that still has to be stopped. On one thread, which is no program's.
final class Dismissal {
    private static final long PATIENCE = 1_000_000_000L;
    private static final long MOMENT = 50_000_000L;
    private static final long PAUSE = 1_000_000L;
    private static final System.Logger LOG = System.getLogger(Dismissal.class.getPackageName());

    private final Baton baton;
    private final List<ProgramRun> left;
    private final long patience;
    private final Consumer<String> report;

    Dismissal(Baton baton, List<ProgramRun> programs) {
        this(baton, programs, PATIENCE, text -> LOG.log(Level.WARNING, text));
    }

    Dismissal(Baton baton, List<ProgramRun> programs, long patience, Consumer<String> report) {
        this.baton = baton;
        this.left = new ArrayList<>(programs);
        this.patience = patience;
        this.report = report;
    }

    void run() {
        if (over()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        baton.inOrder(order -> order.dismissals(1));
        try {
            dismiss();
        } finally {
            baton.inOrder(order -> order.dismissals(-1));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void dismiss() {
        baton.settle(patience);
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

    /// Who waits outside the kit needs a while to come back.
    private void interrupt() {
        for (ProgramRun program : left) {
            Turn turn = program.turn;
            if (turn != null) {
                baton.inOrder(order -> order.interrupt(turn));
            }
        }
        long end = System.nanoTime() + patience;
        long time = patience;
        while (time > 0 && !over()) {
            if (baton.settle(time) && !over()) {
                baton.pause(PAUSE);
            }
            time = end - System.nanoTime();
        }
    }

    private void giveUp() {
        for (ProgramRun program : left) {
            Turn turn = program.turn;
            if (turn != null) {
                baton.inOrder(order -> order.giveUp(turn));
            }
        }
        while (!baton.settle(MOMENT) && baton.inOrder(Order::dispossess)) {}
        for (ProgramRun program : left) {
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
