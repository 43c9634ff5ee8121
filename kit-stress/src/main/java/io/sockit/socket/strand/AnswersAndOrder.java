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
import org.openjdk.jcstress.infra.results.I_Result;

/// What else who brings work relies on.
public final class AnswersAndOrder {
    private AnswersAndOrder() {}

    /// A call returns, after its work has run; a lost answer hangs the test.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both answered")
    @Outcome(expect = FORBIDDEN, desc = "returned before it ran")
    @State
    public static class CallsAreAnswered {
        private final BareStrand strand = new BareStrand();
        private int first;
        private int second;
        private final Task one = new TaskNode(strand, KitOwner.KIT, () -> first++);
        private final Task two = new TaskNode(strand, KitOwner.KIT, () -> second++);

        @Actor
        public void one(II_Result r) {
            one.call();
            r.r1 = first;
        }

        @Actor
        public void two(II_Result r) {
            two.call();
            r.r2 = second;
        }
    }

    /// Work of one thread runs in the order in which it brought it.
    @JCStressTest
    @Outcome(id = "12", expect = ACCEPTABLE, desc = "in order")
    @Outcome(expect = FORBIDDEN, desc = "out of order")
    @State
    public static class OrderOfArrival {
        private final BareStrand strand = new BareStrand();
        private int digits;
        private final Task one = new TaskNode(strand, KitOwner.KIT, () -> digits = digits * 10 + 1);
        private final Task two = new TaskNode(strand, KitOwner.KIT, () -> digits = digits * 10 + 2);

        @Actor
        public void brings() {
            one.submit();
            two.submit();
        }

        @Actor
        public void leaves() {
            strand.enterAndLeave();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = digits;
        }
    }
}
