package io.sockit.socket.time;

import org.jspecify.annotations.Nullable;

/// A timer, and its place in a wheel. Confined as its wheel is.
public class WheelTimer {
    static final int UNARMED = -1;

    @Nullable WheelTimer before;
    @Nullable WheelTimer after;
    int slot = UNARMED;
    long deadline;

    public final boolean isArmed() {
        return slot != UNARMED;
    }

    /// The moment for which it is armed, or was armed last.
    public final long deadline() {
        return deadline;
    }
}
