package io.sockit.inet;

import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

import java.util.ArrayList;
import java.util.List;

/// The timers of a [Rig], which expire when a test says so.
final class RigTimers implements Timers {
    private final List<OneTimer> timers = new ArrayList<>();
    private long now;

    @Override
    public Timer timer(Timer.Handler handler) {
        OneTimer timer = new OneTimer(handler);
        timers.add(timer);
        return timer;
    }

    /// Lets all expire that are due.
    void expire(long newNow) {
        now = newNow;
        for (OneTimer timer : timers) {
            while (timer.armed && timer.deadline <= now) {
                timer.armed = false;
                timer.handler.expired(now);
            }
        }
    }

    private final class OneTimer implements Timer {
        private final Handler handler;
        private boolean armed;
        private long deadline;

        OneTimer(Handler handler) {
            this.handler = handler;
        }

        @Override
        public void arm(long deadlineNanos) {
            armed = true;
            deadline = deadlineNanos;
        }

        @Override
        public void armIn(long delayNanos) {
            arm(now + delayNanos);
        }

        @Override
        public boolean cancel() {
            boolean was = armed;
            armed = false;
            return was;
        }

        @Override
        public boolean armed() {
            return armed;
        }

        @Override
        public long deadline() {
            return deadline;
        }
    }
}
