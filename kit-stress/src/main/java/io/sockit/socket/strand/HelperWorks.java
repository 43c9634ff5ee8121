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

/// A helper that takes work left over budget does not forget what is left over meanwhile.
public final class HelperWorks {
    private HelperWorks() {}

    static class Worker extends Helper {
        Worker(HostStrand strand) {
            super(strand);
        }

        @Override
        void wake() {}

        @Override
        void sleep(long until) {}
    }

    static final class ForgetsLate extends Worker {
        private final HostStrand strand;

        ForgetsLate(HostStrand strand) {
            super(strand);
            this.strand = strand;
        }

        @Override
        void takeWork() {
            if (called()) {
                strand.pump();
                clearWorkLeft();
            }
        }
    }

    interface Made {
        Worker of(HostStrand strand);
    }

    /// One item an entry.
    static final class Small extends HostStrand {
        Small(Made made, Worker[] mine) {
            super(
                    HostClock.system(),
                    "stress",
                    it -> {
                        mine[0] = made.of(it);
                        return mine[0];
                    });
        }

        @Override
        int budget() {
            return 1;
        }
    }

    @Outcome(id = "4", expect = ACCEPTABLE, desc = "all run")
    @Outcome(expect = FORBIDDEN, desc = "lost")
    static class Scene {
        final Worker helper;
        private final HostStrand strand;
        private int runs;
        private final Task one;
        private final Task two;
        private final Task three;
        private final Task four;

        Scene(Made made) {
            Worker[] mine = new Worker[1];
            strand = new Small(made, mine);
            helper = mine[0];
            one = strand.task(() -> runs++);
            two = strand.task(() -> runs++);
            three = strand.task(() -> runs++);
            four = strand.task(() -> runs++);
        }

        void bring() {
            one.submit();
            if (strand.enter()) {
                two.submit();
                three.submit();
                four.submit();
                strand.leave();
            } else {
                two.submit();
                three.submit();
                four.submit();
            }
        }

        int runs() {
            while (helper.called()) {
                helper.round();
            }
            return runs;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(Worker::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void brings() {
            bring();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs();
        }
    }

    @JCStressTest
    @State
    public static class MutantForgetsLate extends Scene {
        public MutantForgetsLate() {
            super(ForgetsLate::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void brings() {
            bring();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = runs();
        }
    }
}
