package io.sockit.socket.strand;

/// A gate without timers and helper, cheap enough to be made by the million.
class BareStrand extends StrandCore {
    private final int budget;

    /// How often work was left over budget.
    volatile int handed;

    BareStrand() {
        this(HostStrand.BUDGET);
    }

    BareStrand(int budget) {
        this.budget = budget;
    }

    final void enterAndLeave() {
        if (enter()) {
            leave();
        }
    }

    @Override
    HostClock clock() {
        return HostClock.system();
    }

    @Override
    int budget() {
        return budget;
    }

    @Override
    void handOver() {
        handed = 1;
    }

    @Override
    boolean leaving() {
        return false;
    }

    @Override
    void announce() {
        throw new IllegalStateException("no timers here");
    }

    /// Who leaves does not look at the inbox again.
    static final class LeavesBlindly extends BareStrand {
        @Override
        boolean arrivedAfterRelease() {
            return false;
        }

        @Override
        boolean leaving() {
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait(); // more time for who brings
            }
            return false;
        }
    }

    /// Who leaves work behind does not look at the owner again.
    static final class BringsBlindly extends BareStrand {
        @Override
        boolean freeAfterPush() {
            return false;
        }
    }

    /// Who is over budget tells nobody.
    static final class HandsNothingOver extends BareStrand {
        HandsNothingOver() {
            super(1);
        }

        @Override
        void handOver() {}
    }

    /// Who helps looks at the inbox alone.
    static final class ForgetsWorkLeft extends BareStrand {
        ForgetsWorkLeft() {
            super(1);
        }

        @Override
        boolean leftBehind() {
            return false;
        }
    }

    /// Who visits clears the flag only when it is done.
    static final class ClearsVisitLate extends BareStrand {
        private boolean done;

        @Override
        void visit(ThreadState mine) {
            if (work.arrivals() && tryEnter(mine)) {
                exit(mine);
            }
            done = true;
            clearVisit();
        }

        @Override
        void clearVisit() {
            if (done) {
                super.clearVisit();
            }
        }
    }

    /// A wake off the strand clears the mark of what another thread's list holds.
    static final class ClearsForeignMarks extends BareStrand {
        @Override
        void wakeElsewhere(Wakeable wakeable) {
            wakeable.issue();
        }
    }

    /// Everybody may come in.
    static final class LetsAllIn extends BareStrand {
        @Override
        boolean take(Thread thread) {
            super.take(thread);
            return true;
        }
    }
}
