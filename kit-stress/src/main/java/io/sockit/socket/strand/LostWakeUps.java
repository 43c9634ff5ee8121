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

    @Outcome(id = "false, false", expect = FORBIDDEN, desc = "parked for ever")
    @Outcome(expect = ACCEPTABLE, desc = "goes on")
    static class Scene {
        final Watched queue = new Watched();
        final Waiter waiter;
        volatile boolean ready;

        Scene(Waiter waiter) {
            this.waiter = waiter;
        }

        void joins() {
            waiter.begin();
            waiter.watch(queue, Watch.ALL, false);
        }

        /// Whether it would go on without parking.
        boolean woken() {
            return waiter.await(0) == Wait.WOKEN;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        public Holds() {
            super(HostClock.system().waiter());
        }

        @Actor
        public void waits(ZZ_Result r) {
            joins();
            r.r1 = ready;
        }

        @Actor
        public void wakes() {
            ready = true;
            queue.raiseAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    /// The same with a thread that has waited before: the signal is cleared before the look.
    @JCStressTest
    @State
    public static class HoldsAgain extends Scene {
        public HoldsAgain() {
            super(HostClock.system().waiter());
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
            queue.raiseAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    @JCStressTest
    @State
    public static class MutantClearsSignalLate extends Scene {
        public MutantClearsSignalLate() {
            super(new ClearsLate());
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
            queue.raiseAll();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = woken();
        }
    }

    /// Clears the signal of one wait only at the next.
    private static final class ClearsLate extends Waiter {
        private boolean late;

        ClearsLate() {
            super(HostClock.system());
        }

        @Override
        void clearSignal() {
            late = true;
        }

        @Override
        public boolean signalled() {
            if (late) {
                late = false;
                super.clearSignal();
            }
            return super.signalled();
        }
    }
}
