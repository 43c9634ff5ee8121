package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import io.sockit.socket.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A host's helper thread in real time: rings its timers and takes the work left over budget. A
/// daemon, started when there is first something to do. Thread-safe.
///
/// **Why no alarm is missed.** The helper stores how long it sleeps (volatile `sleepingUntil`) and
/// then reads the alarm once more; a releasing thread stores the alarm (volatile) and then reads
/// `sleepingUntil`. One of the two sees the other, and a thread that announces an earlier alarm
/// unparks the helper. Work left over always unparks it; a lock that the helper waited for on its
/// round may have consumed that permit, so it also reads `workLeft` after it has stored
/// `sleepingUntil`.
class Helper implements Attendant {
    private static final long AWAKE = Long.MIN_VALUE;

    /// How long it rests after a round that failed, for want of memory for instance.
    private static final long RECOVERY = 50_000_000L;

    private final HostStrand strand;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private boolean started;

    private volatile @Nullable Thread thread;
    private volatile boolean closed;
    private volatile boolean workLeft;
    private volatile long sleepingUntil = TimerWheel.NEVER;

    Helper(HostStrand strand) {
        this.strand = strand;
    }

    @Override
    public void workLeft() {
        workLeft = true;
        wake();
    }

    @Override
    public void alarm() {
        if (strand.wheel().alarm() < sleepingUntil) {
            wake();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /// Ends its sleep, or the next one.
    void wake() {
        Thread running = thread;
        if (running == null) {
            start();
        } else {
            LockSupport.unpark(running);
        }
    }

    private void start() {
        lock.lock();
        try {
            if (!started && !closed) {
                Thread made = KitThread.daemon("sockit-" + strand.name(), this::run);
                thread = made; // before it starts: what is told to it before, it looks at
                made.start();
                started = true;
            }
        } catch (OutOfMemoryError noThread) {
            thread = null; // the next call tries again
            MachineErrors.took(noThread, "the helper of " + strand.name());
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (Throwable t) {
                KitOwner.KIT.fault(t);
                LockSupport.parkNanos(this, RECOVERY);
            }
        }
    }

    /// Does what there is to do, and sleeps if nothing came meanwhile.
    final void round() {
        sleepingUntil = AWAKE;
        takeWork();
        WheelTimers timers = strand.wheel();
        if (timers.alarm() <= SystemClock.INSTANCE.nanoTime() && !timers.ringing()) {
            timers.ring();
        }
        boolean ringing = timers.ringing(); // then who answers the bell announces the alarm
        long until = ringing ? TimerWheel.NEVER : timers.alarm();
        announce(until);
        if (!calledMeanwhile() && stillSo(timers, ringing, until)) {
            sleep(until);
        }
    }

    /// Says how long it is about to sleep.
    void announce(long until) {
        sleepingUntil = until;
    }

    /// Whether work lies there, or it is to end.
    final boolean called() {
        return workLeft || closed;
    }

    final void clearWorkLeft() {
        workLeft = false;
    }

    // ---- the rechecks, each of which kit-stress takes out once

    /// Forgets the work *before* it runs it, so that what is left over meanwhile is told anew.
    void takeWork() {
        if (workLeft) {
            clearWorkLeft();
            strand.pump();
        }
    }

    /// After it said how long it sleeps: whether work came on the way there.
    boolean calledMeanwhile() {
        return called();
    }

    /// After it said how long it sleeps: whether the alarm is what it was. An earlier one may have
    /// been announced before that was said.
    boolean stillSo(WheelTimers timers, boolean ringing, long until) {
        return ringing ? timers.ringing() : timers.alarm() >= until;
    }

    void sleep(long until) {
        if (until == TimerWheel.NEVER) {
            LockSupport.park(this);
        } else {
            long left = until - SystemClock.INSTANCE.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
        }
    }
}
