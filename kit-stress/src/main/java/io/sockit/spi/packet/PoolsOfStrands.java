package io.sockit.spi.packet;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

import java.util.concurrent.atomic.AtomicReference;

/// The strand's own free packets are touched by the thread inside alone, and handed over with the
/// strand.
public final class PoolsOfStrands {
    private PoolsOfStrands() {}

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "both have a packet of their own")
    @Outcome(expect = FORBIDDEN, desc = "one packet has two owners")
    static class Scene {
        private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
        final PacketPool pool = new PacketPool();
        @Nullable Packet first;
        @Nullable Packet second;

        void enter() {
            while (!owner.compareAndSet(null, Thread.currentThread())) {
                Thread.onSpinWait();
            }
        }

        void leave() {
            owner.setRelease(null);
        }

        final boolean inside() {
            return Thread.currentThread().equals(owner.get());
        }

        /// Two packets that are the strand's own.
        final void open() {
            enter();
            Packet one = pool.take();
            Packet other = pool.take();
            one.release();
            other.release();
            leave();
        }

        final Packet takeInside() {
            enter();
            Packet taken = pool.take();
            leave();
            return taken;
        }

        int differ() {
            return first == second ? 0 : 1;
        }
    }

    @JCStressTest
    @State
    public static class HandedOver extends Scene {
        public HandedOver() {
            pool.belongTo(this::inside);
            open();
        }

        @Actor
        public void one() {
            first = takeInside();
        }

        @Actor
        public void other() {
            second = takeInside();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }

    @JCStressTest
    @State
    public static class BesideAnotherThread extends Scene {
        public BesideAnotherThread() {
            pool.belongTo(this::inside);
            open();
        }

        @Actor
        public void one() {
            first = takeInside();
        }

        @Actor
        public void other() {
            second = pool.take();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }

    @JCStressTest
    @State
    public static class MutantTakesEverybodyForTheStrand extends Scene {
        public MutantTakesEverybodyForTheStrand() {
            pool.belongTo(() -> true);
            open();
        }

        @Actor
        public void one() {
            first = takeInside();
        }

        @Actor
        public void other() {
            second = pool.take();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }
}
