package io.sockit.socket.strand;

import com.google.errorprone.annotations.concurrent.GuardedBy;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A host's helper thread in real time: rings its timers and takes the work left over budget. A
/// daemon, started when there is first something to do. Thread-safe.
///
/// It sleeps until `sleepingUntil`; who announces an earlier alarm than that unparks it. It says
/// how long it sleeps *and then* looks once more at the alarm, while others say the alarm *and
/// then* look how long it sleeps.
final class Helper implements Attendant {
    private static final long AWAKE = Long.MIN_VALUE;

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
        Watchdog.INSTANCE.watch(strand);
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
        Watchdog.INSTANCE.unwatch(strand);
        LockSupport.unpark(thread);
    }

    private void wake() {
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
                started = true;
                Thread made = KitThread.daemon("sockit-" + strand.name(), this::run);
                thread = made;
                made.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            sleepingUntil = AWAKE;
            if (workLeft) {
                workLeft = false;
                strand.pump();
            }
            serveTimers();
        }
    }

    private void serveTimers() {
        WheelTimers timers = strand.wheel();
        if (due(timers)) {
            timers.ring();
        }
        long until = timers.ringing() ? TimerWheel.NEVER : timers.alarm();
        sleepingUntil = until;
        if (!closed && !workLeft && timers.alarm() >= until && !due(timers)) {
            sleep(until);
        }
    }

    private boolean due(WheelTimers timers) {
        return timers.alarm() <= SystemClock.INSTANCE.nanoTime() && !timers.ringing();
    }

    private void sleep(long until) {
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
