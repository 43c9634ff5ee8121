package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Who joins a queue and then looks sees the change, or is woken: first whether it saw it, second
/// whether it was woken.
public final class LostWakeUps {
    private LostWakeUps() {}

    static class Scene {
        final WaitQueue queue = new WaitQueue();
        final Waiter waiter = HostClock.system().waiter();
        volatile boolean ready;

        void joins() {
            waiter.begin();
            waiter.join(queue);
        }

        /// Whether it would go on without parking.
        boolean woken() {
            return waiter.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    @State
    public static class Holds extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            joins();
            r.r1 = ready;
        }

        @Actor
        public void wakes() {
            ready = true;
            queue.wakeAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    @State
    public static class MutantLooksBeforeJoining extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = ready;
            joins();
        }

        @Actor
        public void wakes() {
            ready = true;
            queue.wakeAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    @State
    public static class MutantWakesBeforeChanging extends Scene {
        @Actor
        public void waits(ZZ_Result r) {
            joins();
            r.r1 = ready;
        }

        @Actor
        public void wakes() {
            queue.wakeAll();
            ready = true;
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    /// The same with a thread that has waited before: the signal is cleared before the look.
    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    @State
    public static class HoldsAgain extends Scene {
        public HoldsAgain() {
            joins();
            waiter.signal();
        }

        @Actor
        public void waits(ZZ_Result r) {
            waiter.await(Waiter.NEVER);
            r.r1 = ready;
        }

        @Actor
        public void wakes() {
            ready = true;
            queue.wakeAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    @State
    public static class MutantClearsSignalLate extends Scene {
        public MutantClearsSignalLate() {
            joins();
            waiter.signal();
        }

        @Actor
        public void waits(ZZ_Result r) {
            r.r1 = ready;
            waiter.await(Waiter.NEVER);
        }

        @Actor
        public void wakes() {
            ready = true;
            queue.wakeAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }
}
