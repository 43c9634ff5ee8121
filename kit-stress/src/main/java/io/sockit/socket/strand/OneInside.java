package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.spi.Task;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two pieces of work never run at once, and one sees what the other wrote.
public final class OneInside {
    private OneInside() {}

    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(expect = FORBIDDEN, desc = "at once")
    static class Scene {
        final Task first;
        final Task second;
        int runs;
        int together;
        volatile int running;

        Scene(BareStrand strand) {
            this.first = new TaskNode(strand, KitOwner.KIT, this::work);
            this.second = new TaskNode(strand, KitOwner.KIT, this::work);
        }

        private void work() {
            if (running != 0) {
                together++;
            }
            running = 1;
            runs++;
            running = 0;
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
            first.submit();
        }

        @Actor
        public void second() {
            second.submit();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = runs;
            r.r2 = together;
        }
    }

    @JCStressTest
    @State
    public static class MutantLetsAllIn extends Scene {
        public MutantLetsAllIn() {
            super(new BareStrand.LetsAllIn());
        }

        @Actor
        public void first() {
            first.submit();
        }

        @Actor
        public void second() {
            second.submit();
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = runs;
            r.r2 = together;
        }
    }
}
