package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A wake off the strand, at any moment, cuts nothing off the list of the thread inside.
public final class ForeignWakes {
    private ForeignWakes() {}

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "woken")
    @Outcome(expect = FORBIDDEN, desc = "cut off its list")
    static class Scene {
        final BareStrand gate;
        private final Wakeable shared = wakeable(() -> {});
        private final Wakeable behind = wakeable(() -> woken = 1);
        volatile int woken;

        Scene(BareStrand gate) {
            this.gate = gate;
        }

        private static Wakeable wakeable(Runnable look) {
            return new Wakeable() {
                @Override
                protected void wakened() {
                    look.run();
                }
            };
        }

        void inside() {
            gate.enter();
            gate.wake(shared);
            gate.wake(behind);
            gate.wake(shared);
            gate.leave();
        }

        void outside() {
            gate.wake(shared);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareStrand());
        }

        @Actor
        public void first() {
            inside();
        }

        @Actor
        public void second() {
            outside();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = woken;
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsForeignMarks extends Scene {
        public MutantClearsForeignMarks() {
            super(new BareStrand.ClearsForeignMarks());
        }

        @Actor
        public void first() {
            inside();
        }

        @Actor
        public void second() {
            outside();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = woken;
        }
    }
}
