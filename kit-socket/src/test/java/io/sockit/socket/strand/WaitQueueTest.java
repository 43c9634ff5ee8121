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
class WaitQueueTest {
    private final HostClock clock = HostClock.system();
    private final WaitQueue queue = new WaitQueue();
    private final Waiter waiter = clock.waiter();

    private void begin() {
        waiter.begin();
        waiter.join(queue);
    }

    @Nested
    class OneWaiter {
        @Test
        void isWokenByWhatCameBeforeItParked() {
            begin();
            queue.wakeAll();
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
            queue.wakeAll();
            Thread.currentThread().interrupt();
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
            assertTrue(Thread.interrupted());
        }

        @Test
        void leavesEveryQueueAtTheEnd() {
            WaitQueue other = new WaitQueue();
            begin();
            waiter.join(other);
            other.wakeAll();
            assertEquals(Wait.WOKEN, waiter.await(Waiter.NEVER));
            assertFalse(queue.isEmpty());
            waiter.end();
            assertTrue(queue.isEmpty());
            assertTrue(other.isEmpty());
        }

        @Test
        void isWokenFromAStrandAfterItIsLeft() {
            HostStrand strand = clock.strand("a");
            begin();
            strand.enter();
            strand.wake(queue);
            strand.wake(queue);
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
            List<WaitQueue> queues = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                WaitQueue own = new WaitQueue();
                queues.add(own);
                threads.add(Thread.startVirtualThread(() -> waitFor(own, turns)));
            }
            turns.set(1);
            for (WaitQueue own : queues) {
                own.wakeAll();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(queues.stream().allMatch(WaitQueue::isEmpty));
        }

        private void waitFor(WaitQueue own, AtomicInteger turns) {
            Waiter mine = clock.waiter();
            mine.begin();
            mine.join(own);
            while (turns.get() == 0) {
                mine.await(Waiter.NEVER);
            }
            mine.end();
        }
    }
}
