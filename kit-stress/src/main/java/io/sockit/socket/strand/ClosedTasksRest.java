package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.sched.SteppedClock;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Work off the strand does not run any more when its closing has returned.
public final class ClosedTasksRest {
    private ClosedTasksRest() {}

    @Outcome(id = "false", expect = ACCEPTABLE, desc = "at rest")
    @Outcome(expect = FORBIDDEN, desc = "still running")
    static class Scene {
        private static final HostStrand STRAND = new SteppedClock().strand("stress");

        private static final int LONG = 50; // enough for the other actor to look

        private final OffStrandRunner task;
        private volatile boolean running;

        Scene(boolean looks) {
            task =
                    looks
                            ? new OffStrandRunner(STRAND, KitOwner.KIT, this::run)
                            : new ClosesBlindly(STRAND, this::run);
        }

        private void run() {
            running = true;
            for (int i = 0; i < LONG; i++) {
                Thread.onSpinWait();
            }
            running = false;
        }

        void ask() {
            task.ask();
        }

        boolean runsAfterClose() {
            task.close();
            return running;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(true);
        }

        @Actor
        public void one() {
            ask();
        }

        @Actor
        public void two(Z_Result r) {
            r.r1 = runsAfterClose();
        }
    }

    @JCStressTest
    @State
    public static class MutantClosesBlindly extends Scene {
        public MutantClosesBlindly() {
            super(false);
        }

        @Actor
        public void one() {
            ask();
        }

        @Actor
        public void two(Z_Result r) {
            r.r1 = runsAfterClose();
        }
    }

    private static final class ClosesBlindly extends OffStrandRunner {
        ClosesBlindly(HostStrand strand, Runnable work) {
            super(strand, KitOwner.KIT, work);
        }

        @Override
        boolean runsElsewhere() {
            return false;
        }
    }
}
