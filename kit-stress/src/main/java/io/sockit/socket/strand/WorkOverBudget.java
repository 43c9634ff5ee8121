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
        private final BareGate gate;
        private int runs;
        private final Task one;
        private final Task two;
        private final Task three;

        Scene(BareGate gate) {
            this.gate = gate;
            one = new TaskNode(gate, KitOwner.KIT, () -> runs++);
            two = new TaskNode(gate, KitOwner.KIT, () -> runs++);
            three = new TaskNode(gate, KitOwner.KIT, () -> runs++);
        }

        void bringTwo() {
            if (gate.enter()) {
                one.submit();
                two.submit();
                gate.leave();
            } else {
                one.submit();
                two.submit();
            }
        }

        void bringOne() {
            three.submit();
        }

        int help() {
            while (gate.handed != 0) {
                gate.handed = 0;
                gate.pump();
            }
            return runs;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareGate(1));
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
            super(new BareGate.HandsNothingOver());
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
            super(new BareGate.ForgetsWorkLeft());
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
