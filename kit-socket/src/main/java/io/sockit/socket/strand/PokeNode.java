package io.sockit.socket.strand;

import io.sockit.spi.Poke;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A doorbell of a strand. Thread-safe: the thread that raises the bits from zero queues it. Rung
/// on the strand, it queues a second node with plain bits, so that this costs no locked operation.
public class PokeNode extends Node implements Poke {
    private static final VarHandle BITS = Fields.handle(MethodHandles.lookup(), "bits", int.class);

    private final StrandCore strand;
    private final Handler handler;
    private final boolean last;
    private volatile int bits;
    private @Nullable Inside inside; // on the strand

    /// @param last whether, rung on the strand, it is answered only before leaving
    PokeNode(StrandCore strand, Owner owner, Handler handler, boolean last) {
        super(owner);
        this.strand = strand;
        this.handler = handler;
        this.last = last;
    }

    @Override
    public void poke(int more) {
        if (more == 0) {
            throw new IllegalArgumentException("bits: 0 (expected: at least one)");
        }
        if (strand.inside()) {
            ring(more);
        } else if ((int) BITS.getAndBitwiseOr(this, more) == 0) {
            strand.bring(this, last);
        }
    }

    /// As [#poke], on the strand.
    public final void ring(int more) {
        Inside mine = inside;
        if (mine == null) {
            mine = new Inside();
            inside = mine;
        }
        mine.ring(more);
    }

    /// Whether it is queued.
    boolean pending() {
        return bits != 0;
    }

    int bits() {
        return bits;
    }

    @Override
    void perform() {
        handler.poked(takeBits());
    }

    @Override
    void drop() {
        takeBits();
    }

    /// Takes the bits before the handler looks, so that what is rung meanwhile queues it anew.
    int takeBits() {
        return (int) BITS.getAndSet(this, 0);
    }

    /// What was rung on the strand.
    private final class Inside extends Node {
        private int rung;

        Inside() {
            super(PokeNode.this.owner);
        }

        void ring(int more) {
            if (rung == 0) {
                strand.work.add(this, last);
            }
            rung |= more;
        }

        @Override
        void perform() {
            int now = rung;
            rung = 0;
            handler.poked(now);
        }

        @Override
        void drop() {
            rung = 0;
        }
    }
}
