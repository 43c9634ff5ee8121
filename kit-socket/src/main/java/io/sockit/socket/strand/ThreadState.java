package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

/// What a thread carries in and out of strands: where it is inside, and what it owes once it is
/// out. Confined to its thread.
final class ThreadState {
    private static final ThreadLocal<ThreadState> STATES =
            ThreadLocal.withInitial(ThreadState::new);

    /// The strand it is inside.
    @Nullable StrandCore inside;

    private @Nullable Wakeable firstWake;
    private @Nullable Wakeable lastWake;
    private @Nullable StrandCore firstVisit;
    private @Nullable StrandCore lastVisit;
    private boolean discharging;

    private ThreadState() {}

    static ThreadState current() {
        return STATES.get();
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

    void addVisit(StrandCore strand) {
        strand.nextVisit = null;
        if (lastVisit == null) {
            firstVisit = strand;
        } else {
            lastVisit.nextVisit = strand;
        }
        lastVisit = strand;
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
        StrandCore strand;
        do {
            issueWakes();
            strand = pollVisit();
            if (strand != null) {
                strand.visit(this);
            }
        } while (strand != null || firstWake != null);
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

    private @Nullable StrandCore pollVisit() {
        StrandCore strand = firstVisit;
        if (strand != null) {
            firstVisit = strand.nextVisit;
            strand.nextVisit = null;
            if (firstVisit == null) {
                lastVisit = null;
            }
        }
        return strand;
    }
}
