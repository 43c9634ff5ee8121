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

/// Work that is brought while another thread leaves is run, by one of the two.
public final class WorkLeftBehind {
    private WorkLeftBehind() {}

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "run once")
    @Outcome(expect = FORBIDDEN, desc = "lost, or run twice")
    static class Scene {
        final BareGate gate;
        final Task task;
        int runs;

        Scene(BareGate gate) {
            this.gate = gate;
            this.task = new TaskNode(gate, KitOwner.KIT, () -> runs++);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareGate());
        }

        @Actor
        public void leaves() {
            gate.enterAndLeave();
        }

        @Actor
        public void brings() {
            task.submit();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs;
        }
    }

    @JCStressTest
    @State
    public static class MutantLeavesBlindly extends Scene {
        public MutantLeavesBlindly() {
            super(new BareGate.LeavesBlindly());
        }

        @Actor
        public void leaves() {
            gate.enterAndLeave();
        }

        @Actor
        public void brings() {
            task.submit();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs;
        }
    }

    @JCStressTest
    @State
    public static class MutantBringsBlindly extends Scene {
        public MutantBringsBlindly() {
            super(new BareGate.BringsBlindly());
        }

        @Actor
        public void leaves() {
            gate.enterAndLeave();
        }

        @Actor
        public void brings() {
            task.submit();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs;
        }
    }
}
