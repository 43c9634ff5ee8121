package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.PollFd;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class WatchedTest {
    private final HostClock clock = HostClock.system();
    private final Watched queue = new Watched();
    private final Waiter waiter = clock.waiter();

    private void begin() {
        waiter.begin();
        waiter.watch(queue, Watch.ALL, false);
    }

    @Nested
    class OneWaiter {
        @Test
        void isWokenByWhatCameBeforeItParked() {
            begin();
            queue.raiseAll();
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
        }

        @Test
        void timesOut() {
            begin();
            assertEquals(Wait.TIMED_OUT, waiter.await(clock.after(1)));
        }

        @Test
        void isInterruptedAndKeepsTheFlag() {
            begin();
            Thread.currentThread().interrupt();
            assertEquals(Wait.INTERRUPTED, waiter.await(Waiter.NEVER));
            assertTrue(Thread.interrupted());
        }

        @Test
        void isWokenBeforeItIsInterrupted() {
            begin();
            queue.raiseAll();
            Thread.currentThread().interrupt();
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
            assertTrue(Thread.interrupted());
        }

        @Test
        void leavesEveryQueueAtTheEnd() {
            Watched other = new Watched();
            begin();
            waiter.watch(other, Watch.ALL, false);
            other.raiseAll();
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
            assertTrue(queue.hasWatches());
            waiter.end();
            assertFalse(queue.hasWatches());
            assertFalse(other.hasWatches());
        }

        @Test
        void isWokenFromAStrandAfterItIsLeft() {
            HostStrand strand = clock.strand("a");
            begin();
            strand.enter();
            strand.raise(queue, Watch.ALL);
            strand.raise(queue, Watch.ALL);
            assertFalse(waiter.signalled());
            strand.leave();
            assertTrue(waiter.signalled());
            strand.close();
        }
    }

    /// A watch that counts what it is told.
    private static final class Counter extends Watch {
        private final boolean looks;
        private int told;

        Counter(int interest, boolean exclusive, boolean looks) {
            super(interest, exclusive);
            this.looks = looks;
        }

        @Override
        protected boolean raised(int events) {
            told++;
            return looks;
        }
    }

    @Nested
    class ManyWatches {
        private final Counter first = new Counter(1, true, true);
        private final Counter second = new Counter(1, true, true);
        private final Counter other = new Counter(1, false, true);

        private void add() {
            queue.add(first);
            queue.add(second);
            queue.add(other);
        }

        private void assertTold(int atFirst, int atSecond, int atOther) {
            assertEquals(
                    List.of(atFirst, atSecond, atOther),
                    List.of(first.told, second.told, other.told));
        }

        @Test
        void anEventTellsOneExclusiveAndAllOthersEvenThoseAddedLater() {
            add();
            queue.raise(1);
            assertTold(1, 0, 1);
        }

        @Test
        void anEventPassesOnFromAnExclusiveOneThatWillNotLook() {
            queue.add(new Counter(1, true, false));
            add();
            queue.raise(1);
            assertTold(1, 0, 1);
        }

        @Test
        void onlyInterestedOnesAreTold() {
            add();
            queue.raise(2);
            assertTold(0, 0, 0);
        }

        @Test
        void whatStaysTrueIsToldToAll() {
            add();
            queue.raise(1 | PollFd.POLLHUP);
            assertTold(1, 1, 1);
        }

        @Test
        void handingOnTellsOneExclusiveAlone() {
            add();
            queue.handOn(1);
            assertTold(1, 0, 0);
        }

        @Test
        void handingOnWhatStaysTrueTellsNobodyAgain() {
            add();
            queue.handOn(1 | PollFd.POLLHUP);
            assertTold(1, 0, 0);
        }

        @Test
        void aWaiterThatLeavesHandsOnWhatCameAndNotWhatItWanted() {
            Waiter leaves = clock.waiter();
            leaves.begin();
            leaves.watch(queue, 1 | PollFd.POLLHUP, true);
            queue.raise(1);
            assertEquals(1, leaves.end());
        }
    }

    @Nested
    class ManyWaiters {
        @Test
        void virtualThreadsByTheTenThousandAreAllWoken() throws Exception {
            int count = 10_000;
            AtomicInteger turns = new AtomicInteger();
            List<Watched> queues = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Watched own = new Watched();
                queues.add(own);
                threads.add(Thread.startVirtualThread(() -> waitFor(own, turns)));
            }
            turns.set(1);
            for (Watched own : queues) {
                own.raiseAll();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(queues.stream().allMatch(queue -> !queue.hasWatches()));
        }

        private void waitFor(Watched own, AtomicInteger turns) {
            Waiter mine = clock.waiter();
            mine.begin();
            mine.watch(own, Watch.ALL, false);
            while (turns.get() == 0) {
                mine.await(Waiter.NEVER);
            }
            mine.end();
        }
    }
}
