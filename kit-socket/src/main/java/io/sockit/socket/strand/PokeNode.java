package io.sockit.socket.strand;

import io.sockit.spi.Poke;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A doorbell of a strand. Thread-safe: the bits say whether it is queued, so only who raises them
/// from zero queues it.
class PokeNode extends Node implements Poke {
    private static final VarHandle BITS;

    static {
        try {
            BITS = MethodHandles.lookup().findVarHandle(PokeNode.class, "bits", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final StrandCore strand;
    private final Handler handler;
    private final boolean last;
    private volatile int bits;

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
        if ((int) BITS.getAndBitwiseOr(this, more) == 0) {
            strand.bring(this, last);
        }
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
}
