package io.sockit.socket.strand;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sockit.spi.Timer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// A helper that goes to sleep is woken for what comes then. It is not parked here: it counts as
/// lost where it sleeps past what there is to do and nobody wakes it after it said so. That a wake
/// before is used up, as by a lock on its round, is the worst case and always done.
public final class HelperSleeps {
    private HelperSleeps() {}

    static class Dreamer extends Helper {
        private long sleeps = Long.MIN_VALUE;
        private volatile boolean woken;

        Dreamer(HostStrand strand) {
            super(strand);
        }

        @Override
        void wake() {
            woken = true;
        }

        @Override
        void announce(long until) {
            woken = false;
            super.announce(until);
        }

        @Override
        void sleep(long until) {
            sleeps = until;
        }

        /// Whether it sleeps on at a moment, or though there is work.
        boolean overslept(long moment) {
            return !woken && (sleeps > moment || (sleeps != Long.MIN_VALUE && called()));
        }
    }

    static final class Unpublished extends Dreamer {
        Unpublished(HostStrand strand) {
            super(strand);
        }

        @Override
        boolean stillSo(WheelTimers timers, boolean ringing, long until) {
            return true;
        }
    }

    static final class Unanswered extends Dreamer {
        Unanswered(HostStrand strand) {
            super(strand);
        }

        @Override
        boolean stillSo(WheelTimers timers, boolean ringing, long until) {
            return ringing || timers.alarm() >= until;
        }

        /// Late, as on a busy machine.
        @Override
        void announce(long until) {
            for (int i = 0; i < 300; i++) {
                Thread.onSpinWait();
            }
            super.announce(until);
        }
    }

    static final class Uncalled extends Dreamer {
        Uncalled(HostStrand strand) {
            super(strand);
        }

        @Override
        boolean calledMeanwhile() {
            return false;
        }
    }

    interface Made {
        Dreamer of(HostStrand strand);
    }

    @Outcome(id = "false", expect = ACCEPTABLE, desc = "wakes in time")
    @Outcome(expect = FORBIDDEN, desc = "sleeps past it")
    static class Scene {
        private static final int SPINS = 50;
        private static final long LATER = Long.MAX_VALUE / 2;

        final Dreamer helper;
        private final HostStrand strand;
        private final Timer timer;
        private long moment = Long.MAX_VALUE;
        private final Timer again;

        Scene(Made made) {
            Dreamer[] mine = new Dreamer[1];
            strand =
                    new HostStrand(
                            HostClock.system(),
                            "stress",
                            it -> {
                                mine[0] = made.of(it);
                                return mine[0];
                            });
            helper = mine[0];
            timer = strand.timers().timer(now -> {});
            again = strand.timers().timer(now -> timer.arm(LATER));
        }

        /// A timer that is due, and arms the other one.
        final void due() {
            strand.enter();
            again.arm(0);
            strand.leave();
            moment = LATER;
        }

        /// Has the strand for a while, so that it is this thread that answers the bell.
        void holds() {
            if (strand.enter()) {
                for (int i = 0; i < SPINS; i++) {
                    Thread.onSpinWait();
                }
                strand.leave();
            }
        }

        void arms() {
            if (strand.enter()) {
                timer.arm(LATER);
                strand.leave();
                moment = LATER;
            }
        }

        boolean overslept() {
            return helper.overslept(moment);
        }
    }

    @JCStressTest
    @State
    public static class AlarmHolds extends Scene {
        public AlarmHolds() {
            super(Dreamer::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void timer() {
            arms();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }

    @JCStressTest
    @State
    public static class MutantAlarmUnseen extends Scene {
        public MutantAlarmUnseen() {
            super(Unpublished::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void timer() {
            arms();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }

    @JCStressTest
    @State
    public static class BellHolds extends Scene {
        public BellHolds() {
            super(Dreamer::new);
            due();
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void owner() {
            holds();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }

    @JCStressTest
    @State
    public static class MutantBellUnseen extends Scene {
        public MutantBellUnseen() {
            super(Unanswered::new);
            due();
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void owner() {
            holds();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }

    @JCStressTest
    @State
    public static class WorkHolds extends Scene {
        public WorkHolds() {
            super(Dreamer::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void work() {
            helper.workLeft();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }

    @JCStressTest
    @State
    public static class MutantWorkUnseen extends Scene {
        public MutantWorkUnseen() {
            super(Uncalled::new);
        }

        @Actor
        public void helper() {
            helper.round();
        }

        @Actor
        public void work() {
            helper.workLeft();
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = overslept();
        }
    }
}
