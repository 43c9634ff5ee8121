package io.sockit.socket.strand;

import io.sockit.socket.time.WheelTimer;
import io.sockit.spi.Timer;

/// A timer that a plug-in holds. On the strand.
final class OwnedTimer extends WheelTimer implements Timer {
    final Owner owner;
    private final WheelTimers timers;
    private final Handler handler;

    OwnedTimer(WheelTimers timers, Owner owner, Handler handler) {
        this.timers = timers;
        this.owner = owner;
        this.handler = handler;
    }

    @Override
    public void arm(long deadlineNanos) {
        timers.arm(this, deadlineNanos);
    }

    @Override
    public void armIn(long delayNanos) {
        timers.armIn(this, delayNanos);
    }

    @Override
    public boolean cancel() {
        return timers.cancel(this);
    }

    @Override
    public boolean armed() {
        return isArmed();
    }

    void expire(long now) {
        handler.expired(now);
    }
}
