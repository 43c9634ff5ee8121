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

import java.util.concurrent.atomic.AtomicInteger;

/// Of two changes on a strand that wake the same, the look of the last wake sees both.
public final class LostWakes {
    private LostWakes() {}

    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both seen")
    @Outcome(expect = FORBIDDEN, desc = "a change nobody looked at")
    static class Scene {
        final BareStrand strand = new BareStrand();
        final AtomicInteger seen = new AtomicInteger();
        volatile int state; // written on the strand

        @SuppressWarnings("NonAtomicVolatileUpdate") // only on the strand
        Task change(Wakeable wakeable) {
            return new TaskNode(
                    strand,
                    KitOwner.KIT,
                    () -> {
                        state = state + 1;
                        strand.wake(wakeable);
                    });
        }

        void look() {
            seen.accumulateAndGet(state, Math::max);
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        private final Wakeable wakeable =
                new Wakeable() {
                    @Override
                    protected void wakened() {
                        look();
                    }
                };
        private final Task first = change(wakeable);
        private final Task second = change(wakeable);

        @Actor
        public void first() {
            first.submit();
        }

        @Actor
        public void second() {
            second.submit();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = seen.get();
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsLate extends Scene {
        private final Wakeable wakeable =
                new Wakeable() {
                    private boolean looked;

                    @Override
                    protected void wakened() {
                        look();
                        looked = true;
                        clearQueued();
                    }

                    @Override
                    void clearQueued() {
                        if (looked) {
                            looked = false;
                            super.clearQueued();
                        }
                    }
                };
        private final Task first = change(wakeable);
        private final Task second = change(wakeable);

        @Actor
        public void first() {
            first.submit();
        }

        @Actor
        public void second() {
            second.submit();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = seen.get();
        }
    }
}
