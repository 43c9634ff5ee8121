package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.sched.SteppedClock;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Work off the strand runs after it was asked for, if need be once more on the thread that runs it
/// just then.
public final class OffStrandRuns {
    private OffStrandRuns() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the last run saw both")
    @Outcome(expect = FORBIDDEN, desc = "asked and not run")
    static class Scene {
        private static final HostStrand STRAND = new SteppedClock().strand("stress");

        private final OffStrandRunner task;
        private volatile boolean first;
        private volatile boolean second;
        private boolean seen;

        Scene(boolean looks) {
            task =
                    looks
                            ? new OffStrandRunner(STRAND, KitOwner.KIT, this::run)
                            : new EndsBlindly(STRAND, this::run);
        }

        private void run() {
            seen = first && second;
        }

        void first() {
            first = true;
            task.ask();
        }

        void second() {
            second = true;
            task.ask();
        }

        boolean seen() {
            return seen;
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
            first();
        }

        @Actor
        public void two() {
            second();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = seen();
        }
    }

    @JCStressTest
    @State
    public static class MutantEndsBlindly extends Scene {
        public MutantEndsBlindly() {
            super(false);
        }

        @Actor
        public void one() {
            first();
        }

        @Actor
        public void two() {
            second();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = seen();
        }
    }

    private static final class EndsBlindly extends OffStrandRunner {
        EndsBlindly(HostStrand strand, Runnable work) {
            super(strand, KitOwner.KIT, work);
        }

        @Override
        boolean askedMeanwhile() {
            idle();
            return false;
        }
    }
}
