package io.sockit.socket.device;

import org.jspecify.annotations.Nullable;

/// Two ends of a wire. Changed under the lock of [Wires]; the ends are read on any strand.
final class Cable {
    static final int NO_SIDE = -1;

    private volatile @Nullable Port left;
    private volatile @Nullable Port right;
    private @Nullable Port leftHeir;
    private @Nullable Port rightHeir;

    /// The port at the far end of a side.
    @Nullable Port across(int side) {
        return side == 0 ? right : left;
    }

    boolean isFree() {
        return left == null && right == null;
    }

    /// @return the side taken or inherited, or [#NO_SIDE]
    int take(Port port) {
        if (inherits(left, port)) {
            leftHeir = port;
            return 0;
        }
        if (inherits(right, port)) {
            rightHeir = port;
            return 1;
        }
        if (left == null) {
            left = port;
            return 0;
        }
        if (right == null) {
            right = port;
            return 1;
        }
        return NO_SIDE;
    }

    /// Gives up an end, or the right to inherit it.
    void leave(int side, Port port) {
        if (side == 0) {
            if (left == port) {
                left = leftHeir;
                leftHeir = null;
            } else if (leftHeir == port) {
                leftHeir = null;
            }
        } else if (right == port) {
            right = rightHeir;
            rightHeir = null;
        } else if (rightHeir == port) {
            rightHeir = null;
        }
    }

    /// A port that came into being as successor of the device that holds the end.
    private static boolean inherits(@Nullable Port holder, Port port) {
        return holder != null && port.succeeds(holder);
    }

    @Override
    public String toString() {
        return left + ", " + right;
    }
}
