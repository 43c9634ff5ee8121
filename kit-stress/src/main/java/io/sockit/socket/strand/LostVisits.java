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

/// Two threads, each inside a strand of its own, bring work to a third one.
public final class LostVisits {
    private LostVisits() {}

    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both run")
    @Outcome(expect = FORBIDDEN, desc = "one lies there unvisited")
    static class Scene {
        final BareStrand left = new BareStrand();
        final BareStrand right = new BareStrand();
        final Task first;
        final Task second;
        int runs;

        Scene(BareStrand target) {
            this.first = new TaskNode(target, KitOwner.KIT, () -> runs++);
            this.second = new TaskNode(target, KitOwner.KIT, () -> runs++);
        }

        static void bring(BareStrand from, Task task) {
            if (from.enter()) {
                task.submit();
                from.leave();
            }
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(new BareStrand());
        }

        @Actor
        public void left() {
            bring(left, first);
        }

        @Actor
        public void right() {
            bring(right, second);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs;
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsLate extends Scene {
        public MutantClearsLate() {
            super(new BareStrand.ClearsVisitLate());
        }

        @Actor
        public void left() {
            bring(left, first);
        }

        @Actor
        public void right() {
            bring(right, second);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs;
        }
    }
}
