package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A thread that is interrupted anywhere around an entry has its flag set afterwards.
public final class InterruptsKept {
    private InterruptsKept() {}

    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "kept")
    @Outcome(expect = FORBIDDEN, desc = "lost, or made up")
    static class Scene {
        final BareStrand strand;
        volatile @Nullable Thread target;
        volatile boolean done;

        Scene(BareStrand strand) {
            this.strand = strand;
        }

        boolean enters() {
            target = Thread.currentThread();
            strand.enterAndLeave();
            strand.enterAndLeave();
            while (!done) {
                Thread.onSpinWait();
            }
            return Thread.interrupted();
        }

        boolean interrupts() {
            Thread thread = target;
            if (thread != null) {
                thread.interrupt();
            }
            done = true;
            return thread != null;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareStrand());
        }

        @Actor
        public void enters(ZZ_Result r) {
            r.r1 = enters();
        }

        @Actor
        public void interrupts(ZZ_Result r) {
            r.r2 = interrupts();
        }
    }

    @JCStressTest
    @State
    public static class MutantSwallows extends Scene {
        public MutantSwallows() {
            super(new BareStrand.SwallowsInterrupt());
        }

        @Actor
        public void enters(ZZ_Result r) {
            r.r1 = enters();
        }

        @Actor
        public void interrupts(ZZ_Result r) {
            r.r2 = interrupts();
        }
    }
}
