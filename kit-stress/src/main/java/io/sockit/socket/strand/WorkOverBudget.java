package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.spi.Task;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// What is left over budget is handed over, and a helper that comes finishes it.
public final class WorkOverBudget {
    private WorkOverBudget() {}

    @Outcome(id = "3", expect = ACCEPTABLE, desc = "all run")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    static class Scene {
        private final BareStrand strand;
        private int runs;
        private final Task one;
        private final Task two;
        private final Task three;

        Scene(BareStrand strand) {
            this.strand = strand;
            one = new TaskNode(strand, KitOwner.KIT, () -> runs++);
            two = new TaskNode(strand, KitOwner.KIT, () -> runs++);
            three = new TaskNode(strand, KitOwner.KIT, () -> runs++);
        }

        void bringTwo() {
            if (strand.enter()) {
                one.submit();
                two.submit();
                strand.leave();
            } else {
                one.submit();
                two.submit();
            }
        }

        void bringOne() {
            three.submit();
        }

        int help() {
            while (strand.handed != 0) {
                strand.handed = 0;
                strand.pump();
            }
            return runs;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareStrand(1));
        }

        @Actor
        public void brings() {
            bringTwo();
        }

        @Actor
        public void other() {
            bringOne();
        }

        @Arbiter
        public void helper(I_Result r) {
            r.r1 = help();
        }
    }

    @JCStressTest
    @State
    public static class MutantHandsNothingOver extends Scene {
        public MutantHandsNothingOver() {
            super(new BareStrand.HandsNothingOver());
        }

        @Actor
        public void brings() {
            bringTwo();
        }

        @Actor
        public void other() {
            bringOne();
        }

        @Arbiter
        public void helper(I_Result r) {
            r.r1 = help();
        }
    }

    @JCStressTest
    @State
    public static class MutantForgetsWorkLeft extends Scene {
        public MutantForgetsWorkLeft() {
            super(new BareStrand.ForgetsWorkLeft());
        }

        @Actor
        public void brings() {
            bringTwo();
        }

        @Actor
        public void other() {
            bringOne();
        }

        @Arbiter
        public void helper(I_Result r) {
            r.r1 = help();
        }
    }
}
