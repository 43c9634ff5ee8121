package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
