package io.sockit.spi.packet;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A free entry has one taker, and no entry that is given is lost, whether the strand or another
/// thread takes and gives it.
public final class FreeEntries {
    private static final PacketPool POOL = new PacketPool();
    private static final HeapShare.Account ACCOUNT = HeapShare.JVM.open(POOL);

    private FreeEntries() {}

    static final class Entry extends Pooled {}

    static class Bare extends FreeList<Entry> {
        Bare() {
            super(8, 1, HeapShare.JVM, ACCOUNT, Entry::new);
        }

        /// Two entries, which are free where other threads return them.
        final Bare withTwo() {
            Entry first = take(false);
            Entry second = take(false);
            give(first, false);
            give(second, false);
            return this;
        }

        /// More time for the other actor, where a mutant looks too early.
        static void linger() {
            for (int i = 0; i < 20; i++) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class NoLock extends Bare {
        @Override
        boolean tryLock() {
            return true;
        }
    }

    private static final class NoCompare extends Bare {
        @Override
        boolean link(@Nullable Pooled seen, Pooled entry) {
            linger();
            return super.link(top(), entry);
        }
    }

    @Outcome(id = "1", expect = ACCEPTABLE, desc = "two takers have two entries")
    @Outcome(expect = FORBIDDEN, desc = "one entry has two takers")
    static class Takers {
        private final FreeList<Entry> list;
        @Nullable Entry first;
        @Nullable Entry second;

        Takers(Bare list) {
            this.list = list.withTwo();
        }

        Entry take(boolean inside) {
            return list.take(inside);
        }

        int differ() {
            return first == second ? 0 : 1;
        }
    }

    @JCStressTest
    @State
    public static class TakenByTwoThreads extends Takers {
        public TakenByTwoThreads() {
            super(new Bare());
        }

        @Actor
        public void one() {
            first = take(false);
        }

        @Actor
        public void other() {
            second = take(false);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }

    @JCStressTest
    @State
    public static class TakenByTheStrandToo extends Takers {
        public TakenByTheStrandToo() {
            super(new Bare());
        }

        @Actor
        public void strand() {
            first = take(true);
        }

        @Actor
        public void other() {
            second = take(false);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }

    @JCStressTest
    @State
    public static class MutantTakesWithoutTheLock extends Takers {
        public MutantTakesWithoutTheLock() {
            super(new NoLock());
        }

        @Actor
        public void one() {
            first = take(false);
        }

        @Actor
        public void other() {
            second = take(false);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = differ();
        }
    }

    static class Givers {
        final FreeList<Entry> list;
        private final Entry first;
        private final Entry second;

        Givers(Bare list) {
            this.list = list;
            first = list.take(false);
            second = list.take(false);
        }

        void giveFirst() {
            list.give(first, false);
        }

        void giveSecond() {
            list.give(second, false);
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "all that was given is free")
    @Outcome(expect = FORBIDDEN, desc = "an entry is lost")
    @State
    public static class GivenByTwoThreads extends Givers {
        public GivenByTwoThreads() {
            super(new Bare());
        }

        @Actor
        public void one() {
            giveFirst();
        }

        @Actor
        public void other() {
            giveSecond();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = list.taken();
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "all that was given is free")
    @Outcome(expect = FORBIDDEN, desc = "an entry is lost")
    @State
    public static class GivenWhileTheStrandTakes extends Givers {
        public GivenWhileTheStrandTakes() {
            super(new Bare());
        }

        @Actor
        public void one() {
            giveFirst();
        }

        @Actor
        public void strand() {
            list.take(true);
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = list.taken();
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "all that was given is free")
    @Outcome(expect = FORBIDDEN, desc = "an entry is lost")
    @State
    public static class MutantGivesWithoutComparing extends Givers {
        public MutantGivesWithoutComparing() {
            super(new NoCompare());
        }

        @Actor
        public void one() {
            giveFirst();
        }

        @Actor
        public void other() {
            giveSecond();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = list.taken();
        }
    }
}
