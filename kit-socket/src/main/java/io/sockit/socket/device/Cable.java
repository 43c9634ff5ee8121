package io.sockit.socket.device;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Two ends of a wire. Changed under the lock of [Wires]; the ends are read on any strand.
final class Cable {
    static final int NO_SIDE = -1;

    private final AtomicReferenceArray<@Nullable Port> ends = new AtomicReferenceArray<>(2);
    private final @Nullable Port[] heirs = new @Nullable Port[2];

    /// The port at the far end of a side.
    @Nullable Port across(int side) {
        return ends.get(1 - side);
    }

    boolean isFree() {
        return ends.get(0) == null && ends.get(1) == null;
    }

    /// Takes a free side, or the right to inherit one: a port that came into being as successor of
    /// the device that holds a side inherits it.
    ///
    /// @return the side, or [#NO_SIDE]
    int take(Port port) {
        for (int side = 0; side < 2; side++) {
            Port holder = ends.get(side);
            if (holder != null && port.succeeds(holder)) {
                heirs[side] = port;
                return side;
            }
        }
        for (int side = 0; side < 2; side++) {
            if (ends.compareAndSet(side, null, port)) {
                return side;
            }
        }
        return NO_SIDE;
    }

    /// Gives up an end, or the right to inherit it.
    void leave(int side, Port port) {
        if (ends.get(side) == port) {
            ends.set(side, heirs[side]);
            heirs[side] = null;
        } else if (heirs[side] == port) {
            heirs[side] = null;
        }
    }

    @Override
    public String toString() {
        return ends.get(0) + ", " + ends.get(1);
    }
}
