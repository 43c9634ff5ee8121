package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Of two threads that wait for what one of them will consume, the first gives up just when the
/// event comes: whether the second is told.
public final class EventsHandedOn {
    private EventsHandedOn() {}

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the second is told")
    @Outcome(expect = FORBIDDEN, desc = "told to the one that left")
    static class Scene {
        final Watched file = new Watched();
        final Waiter first = waiter();
        final Waiter second = waiter();

        private Waiter waiter() {
            Waiter waiter = HostClock.system().waiter();
            waiter.begin();
            waiter.watch(file, 1, true);
            return waiter;
        }

        boolean secondTold() {
            return second.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        @Actor
        public void leaves() {
            int raised = first.end();
            if (raised != 0) {
                file.handOn(raised);
            }
        }

        @Actor
        public void raises() {
            file.raise(1);
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = secondTold();
        }
    }

    @JCStressTest
    @State
    public static class MutantJustLeaves extends Scene {
        @Actor
        public void leaves() {
            first.end();
        }

        @Actor
        public void raises() {
            file.raise(1);
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = secondTold();
        }
    }
}
