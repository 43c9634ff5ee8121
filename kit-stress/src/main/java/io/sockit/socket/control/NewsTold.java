package io.sockit.socket.control;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostStrand;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

import java.util.concurrent.atomic.AtomicInteger;

/// What two threads bring to be told is told, by one of them. In virtual time, where nothing is
/// left to another thread.
public final class NewsTold {
    private NewsTold() {}

    @Outcome(id = "0", expect = ACCEPTABLE, desc = "all told")
    @Outcome(expect = FORBIDDEN, desc = "left untold")
    static class Scene extends Outside {
        private static final HostStrand STRAND = new SteppedClock().strand("stress");

        private final AtomicInteger news = new AtomicInteger();
        private final boolean looks;

        Scene(boolean looks) {
            super(STRAND);
            this.looks = looks;
        }

        void bring() {
            news.getAndIncrement();
            wakened();
        }

        int left() {
            return news.get();
        }

        @Override
        boolean cameMeanwhile() {
            return looks && super.cameMeanwhile();
        }

        @Override
        protected boolean hasNews() {
            return news.get() > 0;
        }

        @Override
        protected void tellNext() {
            news.getAndDecrement();
        }

        @Override
        protected String whom() {
            return "a stress test";
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(true);
        }

        @Actor
        public void one() {
            bring();
        }

        @Actor
        public void two() {
            bring();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = left();
        }
    }

    @JCStressTest
    @State
    public static class MutantLeavesBlindly extends Scene {
        public MutantLeavesBlindly() {
            super(false);
        }

        @Actor
        public void one() {
            bring();
        }

        @Actor
        public void two() {
            bring();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = left();
        }
    }
}
