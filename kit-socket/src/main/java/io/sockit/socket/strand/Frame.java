package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// What a thread carries in and out of strands: where it is inside, and what it owes once it is
/// out. Confined to its thread, but for [#astray].
final class Frame {
    private static final ThreadLocal<Frame> FRAMES = ThreadLocal.withInitial(Frame::new);

    /// The strand it is inside.
    @Nullable Gate inside;

    /// Its place in the order of a stepped clock.
    @Nullable Turn turn;

    /// Whether a stepped clock let time move without it; set by the clock's watcher.
    volatile boolean astray;

    private @Nullable Wakeable firstWake;
    private @Nullable Wakeable lastWake;
    private @Nullable Gate firstVisit;
    private @Nullable Gate lastVisit;
    private boolean discharging;

    private Frame() {}

    static Frame current() {
        return FRAMES.get();
    }

    boolean owes() {
        return firstWake != null || firstVisit != null;
    }

    void addWake(Wakeable wakeable) {
        wakeable.nextWake = null;
        if (lastWake == null) {
            firstWake = wakeable;
        } else {
            lastWake.nextWake = wakeable;
        }
        lastWake = wakeable;
    }

    void addVisit(Gate gate) {
        gate.nextVisit = null;
        if (lastVisit == null) {
            firstVisit = gate;
        } else {
            lastVisit.nextVisit = gate;
        }
        lastVisit = gate;
    }

    /// Issues the wakes and pays the visits, and those that come of them: a loop, whatever the
    /// length of the chain. Outside every strand.
    void discharge() {
        if (discharging) {
            return;
        }
        discharging = true;
        try {
            pay();
        } finally {
            discharging = false;
        }
    }

    /// Before the thread waits: nobody may have to wait for what it owes.
    void beforeWaiting() {
        if (inside != null) {
            throw new IllegalStateException(Thread.currentThread() + " waits inside the " + inside);
        }
        if (owes()) {
            pay();
        }
    }

    private void pay() {
        Gate gate;
        do {
            issueWakes();
            gate = pollVisit();
            if (gate != null) {
                gate.visit(this);
            }
        } while (gate != null || firstWake != null);
    }

    private void issueWakes() {
        Wakeable wakeable;
        while ((wakeable = pollWake()) != null) {
            wakeable.issue();
        }
    }

    private @Nullable Wakeable pollWake() {
        Wakeable wakeable = firstWake;
        if (wakeable != null) {
            firstWake = wakeable.nextWake;
            wakeable.nextWake = null;
            if (firstWake == null) {
                lastWake = null;
            }
        }
        return wakeable;
    }

    private @Nullable Gate pollVisit() {
        Gate gate = firstVisit;
        if (gate != null) {
            firstVisit = gate.nextVisit;
            gate.nextVisit = null;
            if (firstVisit == null) {
                lastVisit = null;
            }
        }
        return gate;
    }
}
