package io.sockit.socket.strand;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What a thread carries in and out of strands: where it is inside, and what it owes once it is
/// out. Confined to its thread.
final class ThreadState {
    private static final int FIRST_ROOM = 8;
    private static final Watched NOTHING = new Watched();
    private static final ThreadLocal<ThreadState> STATES =
            ThreadLocal.withInitial(ThreadState::new);

    /// The strand it is inside.
    @Nullable StrandCore inside;

    private @Nullable Wakeable firstWake;
    private @Nullable Wakeable lastWake;
    private @Nullable StrandCore firstVisit;
    private @Nullable StrandCore lastVisit;
    private boolean discharging;

    private Watched[] noted = new Watched[FIRST_ROOM];
    private int[] notedEvents = new int[FIRST_ROOM];
    private int notedCount;
    private @Nullable Waiter waiter;

    private ThreadState() {}

    static ThreadState current() {
        return STATES.get();
    }

    /// The thread's own waiter, made for its first wait by this clock.
    Waiter waiter(HostClock clock) {
        Waiter mine = waiter;
        if (mine == null || !mine.isFree(clock)) {
            mine = new Waiter(clock);
            waiter = mine;
        }
        return mine;
    }

    boolean owes() {
        return notedCount != 0 || firstWake != null || firstVisit != null;
    }

    /// Notes an event, to be raised after the strand is left. Several events of one file in one
    /// entry become one.
    @SuppressWarnings("ReferenceEquality") // identity is meant
    void note(Watched file, int events, long entry) {
        int at = file.notedAt;
        if (file.notedEntry == entry && at < notedCount && noted[at] == file) {
            notedEvents[at] |= events;
            return;
        }
        at = notedCount++;
        if (at == noted.length) {
            noted = Arrays.copyOf(noted, 2 * at);
            notedEvents = Arrays.copyOf(notedEvents, 2 * at);
        }
        noted[at] = file;
        notedEvents[at] = events;
        file.notedEntry = entry;
        file.notedAt = at;
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
            raiseNoted();
            issueWakes();
            strand = pollVisit();
            if (strand != null) {
                strand.visit(this);
            }
        } while (strand != null || firstWake != null || notedCount != 0);
    }

    /// Raises what was noted inside. The release of the strand was the full fence.
    private void raiseNoted() {
        for (int i = 0; i < notedCount; i++) {
            Watched file = noted[i];
            noted[i] = NOTHING;
            file.raiseFenced(notedEvents[i]);
        }
        notedCount = 0;
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
