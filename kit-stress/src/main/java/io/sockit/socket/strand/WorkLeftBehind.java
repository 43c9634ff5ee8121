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
        final BareStrand strand;
        final Task task;
        int runs;

        Scene(BareStrand strand) {
            this.strand = strand;
            this.task = new TaskNode(strand, KitOwner.KIT, () -> runs++);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareStrand());
        }

        @Actor
        public void leaves() {
            strand.enterAndLeave();
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
            super(new BareStrand.LeavesBlindly());
        }

        @Actor
        public void leaves() {
            strand.enterAndLeave();
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
            super(new BareStrand.BringsBlindly());
        }

        @Actor
        public void leaves() {
            strand.enterAndLeave();
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
