package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A change that is raised after it was stored, and a thread that looks after it added its watch:
/// first whether the thread saw the change, second whether its watch was told.
public final class EventsSeen {
    private EventsSeen() {}

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "the event is lost")
    @Outcome(expect = ACCEPTABLE, desc = "seen or told")
    static class Scene {
        final Watched file = new Watched();
        final Waiter waiter = HostClock.system().waiter();
        int state; // plain: only the fences order it

        void add() {
            waiter.begin();
            waiter.watch(file, 1, true);
        }

        boolean sees() {
            return state != 0;
        }

        boolean told() {
            return waiter.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @State
    public static class OffStrandHolds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            add();
            r.r1 = sees();
        }

        @Actor
        public void raises() {
            state = 1;
            file.raise(1);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantRaisesFirst extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            add();
            r.r1 = sees();
        }

        @Actor
        public void raises() {
            file.raise(1);
            state = 1;
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantLooksFirst extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = sees();
            add();
        }

        @Actor
        public void raises() {
            state = 1;
            file.raise(1);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    /// The release of the strand is the fence.
    @JCStressTest
    @State
    public static class OnStrandHolds extends Scene {
        private final BareStrand strand = new BareStrand();

        @Actor
        public void waits(ZZ_Result r) {
            add();
            r.r1 = sees();
        }

        @Actor
        public void raises() {
            strand.enter();
            state = 1;
            strand.raise(file, 1);
            strand.leave();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }

    @JCStressTest
    @State
    public static class MutantRaisesInside extends Scene {
        private final BareStrand strand = new BareStrand();

        @Actor
        public void waits(ZZ_Result r) {
            add();
            r.r1 = sees();
        }

        @Actor
        public void raises() {
            strand.enter();
            file.raiseFenced(1);
            state = 1;
            strand.leave();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = told();
        }
    }
}
