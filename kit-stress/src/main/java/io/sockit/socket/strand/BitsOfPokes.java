package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// No bit of a poke is lost, and the handler's last look sees the state that it points at.
public final class BitsOfPokes {
    private BitsOfPokes() {}

    @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "all seen")
    @Outcome(expect = FORBIDDEN, desc = "forgotten")
    static class Scene {
        final BareStrand strand = new BareStrand();
        volatile int state;
        int seenState;
        int seenBits;

        void look(int bits) {
            seenState = state;
            seenBits |= bits;
        }

        void change(PokeNode poke, int bit) {
            synchronizedAdd(bit);
            poke.poke(bit);
        }

        private synchronized void synchronizedAdd(int bit) {
            state += bit;
        }
    }

    @JCStressTest
    @State
    public static class Holds extends Scene {
        private final PokeNode poke = new PokeNode(strand, KitOwner.KIT, this::look, false);

        @Actor
        public void one() {
            change(poke, 1);
        }

        @Actor
        public void two() {
            change(poke, 2);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = seenState;
            r.r2 = seenBits;
        }
    }

    @JCStressTest
    @State
    public static class MutantTakesBitsLate extends Scene {
        private final PokeNode poke = new LatePoke(strand, this::look);

        @Actor
        public void one() {
            change(poke, 1);
        }

        @Actor
        public void two() {
            change(poke, 2);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = seenState;
            r.r2 = seenBits;
        }
    }

    /// Clears the bits only after the handler has looked.
    private static final class LatePoke extends PokeNode {
        private final Handler late;

        LatePoke(StrandCore strand, Handler handler) {
            super(strand, KitOwner.KIT, handler, false);
            this.late = handler;
        }

        @Override
        void perform() {
            late.poked(bits());
            takeBits();
        }
    }
}
