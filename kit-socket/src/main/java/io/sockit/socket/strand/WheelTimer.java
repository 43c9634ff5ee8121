package io.sockit.socket.strand;

import io.sockit.spi.Timer;

import org.jspecify.annotations.Nullable;

/// A timer, and its place in the wheel. On the strand.
class WheelTimer {
    static final int UNARMED = -1;

    @Nullable WheelTimer before;
    @Nullable WheelTimer after;
    int slot = UNARMED;
    long deadline;

    boolean isArmed() {
        return slot != UNARMED;
    }

    /// One that a plug-in holds.
    static final class Owned extends WheelTimer implements Timer {
        final Owner owner;
        private final WheelTimers timers;
        private final Handler handler;

        Owned(WheelTimers timers, Owner owner, Handler handler) {
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

        @Override
        public long deadline() {
            return deadline;
        }

        void expire(long now) {
            handler.expired(now);
        }
    }
}
