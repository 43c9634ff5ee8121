package io.sockit.spi.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A counted piece of memory. Payload in it is read-only for all packets that share it.
///
/// The count is atomic. A thread that sees it at 1 is the only owner, so no other thread can change
/// it meanwhile.
final class Slab extends Pooled {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Slab.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final byte[] bytes;
    private final PacketPool home;
    private volatile int count;

    Slab(PacketPool home, int capacity) {
        this.home = home;
        bytes = new byte[capacity];
    }

    /// Begins a life with one owner, the caller.
    Slab open() {
        COUNT.set(this, 1);
        return this;
    }

    void retain() {
        if (count == 1) {
            COUNT.set(this, 2);
        } else {
            COUNT.getAndAdd(this, 1);
        }
    }

    void release() {
        if (count == 1 || (int) COUNT.getAndAdd(this, -1) == 1) {
            home.reclaim(this);
        }
    }
}
