package io.sockit.socket.strand;

import io.sockit.socket.time.TimerWheel;
import io.sockit.socket.time.WheelTimer;
import io.sockit.spi.Timers;

/// The timers of a strand. On the strand, but for [#ring], [#alarm] and [#ringing].
@SuppressWarnings("ReferenceEquality") // identity is meant
final class WheelTimers {
    private static final int BUDGET = 256;

    /// How often timers of one moment may expire before it is taken for endless.
    private static final int AT_ONCE = 1 << 20;

    private final HostStrand strand;
    private final TimerWheel wheel;
    private final PokeNode bell;
    private boolean touched;
    private long moment = -1;
    private int atOnce;
    private volatile long alarm = TimerWheel.NEVER;

    WheelTimers(HostStrand strand, long now) {
        this.strand = strand;
        this.wheel = new TimerWheel(now);
        this.bell = new PokeNode(strand, KitOwner.KIT, bits -> expire(), false);
    }

    Timers view(Owner owner) {
        return handler -> new OwnedTimer(this, owner, handler);
    }

    /// Has the timers that are due expire. Any thread.
    void ring() {
        bell.poke(1);
    }

    /// Whether it has been rung and not yet been answered. Any thread.
    boolean ringing() {
        return bell.pending();
    }

    /// When to ring next, as of the last release. Any thread.
    long alarm() {
        return alarm;
    }

    void arm(OwnedTimer timer, long deadline) {
        if (!timer.owner.alive()) {
            return;
        }
        wheel.arm(timer, deadline);
        if (deadline < alarm || strand.exactAlarms()) {
            touched = true;
        }
    }

    void armIn(OwnedTimer timer, long delay) {
        long now = strand.now();
        long deadline = now + Math.max(0, delay);
        arm(timer, deadline < now ? TimerWheel.NEVER : deadline);
    }

    boolean cancel(OwnedTimer timer) {
        touched |= strand.exactAlarms();
        return wheel.cancel(timer);
    }

    void forget(Owner owner) {
        wheel.removeIf(timer -> timer instanceof OwnedTimer owned && owned.owner == owner);
        touched = true;
    }

    /// Publishes the next alarm before the strand is released. In real time a later alarm than the
    /// published one may be skipped: an early ring finds no expired timer and is harmless.
    ///
    /// @return whether it is to be announced
    boolean publish() {
        if (!touched) {
            return false;
        }
        touched = false;
        long next = wheel.nextDeadline();
        if (next != alarm) {
            alarm = next;
        }
        return true;
    }

    private void expire() {
        long now = strand.now();
        int left = BUDGET;
        touched = true;
        wheel.begin();
        WheelTimer timer;
        while ((timer = wheel.poll(now)) != null) {
            if (timer instanceof OwnedTimer owned && owned.owner.alive()) {
                if (endless(owned, now)) {
                    return;
                }
                expire(owned, now);
            }
            if (--left <= 0) {
                bell.poke(1);
                return;
            }
        }
    }

    /// Whether the run fails because timers of one moment do not end: virtual time does not pass
    /// while timers are due.
    private boolean endless(OwnedTimer timer, long now) {
        if (now != moment) {
            moment = now;
            atOnce = 0;
        }
        return ++atOnce >= AT_ONCE
                && strand.clock()
                        .endless(
                                "timers of %s keep the %s at %d ns: %d have expired and more are due"
                                        .formatted(timer.owner.name(), strand, now, atOnce));
    }

    private void expire(OwnedTimer timer, long now) {
        strand.work.begin(timer.owner);
        try {
            timer.expire(now);
        } catch (Throwable t) {
            timer.owner.fault(t);
        }
    }
}
