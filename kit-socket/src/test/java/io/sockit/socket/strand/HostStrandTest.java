package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.Poke;
import io.sockit.spi.Task;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.mockito.Mockito;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class HostStrandTest {
    private final HostStrand strand = HostClock.system().strand("a");
    private final List<Object> trace = new ArrayList<>();

    /// A strand to which somebody brings as often as it is left.
    private static final class Beset extends HostStrand {
        int ran;
        int handed;

        Beset() {
            super(HostClock.system(), "beset");
        }

        @Override
        boolean arrivedAfterRelease() {
            work.push(
                    new Node(KitOwner.KIT) {
                        @Override
                        void perform() {
                            ran++;
                        }

                        @Override
                        void drop() {}
                    });
            return true;
        }

        @Override
        void handOver() {
            handed++;
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void whoLeavesHasOneBudgetHoweverMuchIsBrought() {
        Beset beset = new Beset();
        beset.enter();
        beset.leave();
        assertEquals(HostStrand.BUDGET, beset.ran);
        assertEquals(1, beset.handed);
    }

    @Nested
    class Entering {
        @Test
        void isInsideUntilItLeaves() {
            assertFalse(strand.inside());
            assertTrue(strand.enter());
            assertTrue(strand.inside());
            strand.leave();
            assertFalse(strand.inside());
        }

        @Test
        void refusesToEnterTwice() {
            strand.enter();
            assertThrows(IllegalStateException.class, strand::enter);
            assertThrows(IllegalStateException.class, HostClock.system().strand("b")::enter);
            strand.leave();
        }

        @Test
        void refusesToLeaveFromOutside() {
            assertThrows(IllegalStateException.class, strand::leave);
        }

        @Test
        void failsWhereAnotherThreadIsInside() throws Exception {
            strand.enter();
            Thread other = Thread.ofPlatform().start(() -> trace.add(strand.enter()));
            other.join();
            strand.leave();
            assertEquals(List.of(false), trace);
        }

        @Test
        void leavesAnInterruptThatArrivesInside() {
            strand.enter();
            Thread.currentThread().interrupt();
            strand.leave();
            assertTrue(Thread.interrupted());
        }
    }

    @Nested
    class Bringing {
        @Test
        void runsAtOnceWhereFree() {
            strand.task(() -> trace.add(strand.inside())).submit();
            assertEquals(List.of(true), trace);
        }

        @Test
        void runsAfterTheCurrentWorkWhereInside() {
            Poke poke = strand.poke(trace::add);
            strand.enter();
            poke.poke(1);
            poke.poke(4);
            trace.add("current");
            strand.leave();
            assertEquals(List.of("current", 5), trace);
        }

        @Test
        void runsBatchPokesLast() {
            Poke batch = strand.batchPoke(bits -> trace.add("batch"));
            Task second = strand.task(() -> trace.add("second"));
            Task first =
                    strand.task(
                            () -> {
                                batch.poke(1);
                                second.submit();
                                trace.add("first");
                            });
            first.submit();
            assertEquals(List.of("first", "second", "batch"), trace);
        }

        @Test
        void leavesItWhereTakenInTheOrderOfArrival() throws Exception {
            strand.enter();
            Thread other =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 5; i++) {
                                            int n = i;
                                            strand.task(() -> trace.add(n)).submit();
                                        }
                                    });
            other.join();
            assertEquals(List.of(), trace);
            strand.leave();
            assertEquals(List.of(0, 1, 2, 3, 4), trace);
        }

        @Test
        void refusesATaskThatIsUnderWay() {
            Task task = strand.task(() -> {});
            strand.enter();
            task.submit();
            assertThrows(IllegalStateException.class, task::submit);
            strand.leave();
            task.submit();
        }

        @Test
        void letsATaskBringItself() {
            Task[] task = new Task[1];
            AtomicInteger left = new AtomicInteger(3);
            task[0] =
                    strand.task(
                            () -> {
                                if (left.decrementAndGet() > 0) {
                                    task[0].submit();
                                }
                            });
            task[0].submit();
            assertEquals(0, left.get());
        }
    }

    @Nested
    class Owing {
        @Test
        void isPaidBeforeAWakeableWaits() {
            Watched queue = new Watched();
            Wakeable second =
                    new Wakeable() {
                        @Override
                        protected void wakened() {
                            queue.raiseAll();
                        }
                    };
            Wakeable first =
                    new Wakeable() {
                        @Override
                        protected void wakened() {
                            Waiter waiter = HostClock.system().waiter();
                            waiter.begin();
                            waiter.watch(queue, Watch.ALL, false);
                            trace.add(waiter.await(Waiter.NEVER));
                            waiter.end();
                        }
                    };
            strand.enter();
            strand.wake(first);
            strand.wake(second);
            strand.leave();
            assertEquals(List.of(Wait.WOKEN), trace);
        }

        @Test
        void staysWholeWhenAnotherThreadWakesTheSame() throws InterruptedException {
            Wakeable first = traced("first");
            Wakeable second = traced("second");
            strand.enter();
            strand.wake(first);
            strand.wake(second);
            Thread other = new Thread(() -> strand.wake(first));
            other.start();
            other.join();
            strand.wake(first);
            strand.leave();
            assertEquals(List.of("first", "first", "second"), trace);
        }

        private Wakeable traced(String name) {
            return new Wakeable() {
                @Override
                protected void wakened() {
                    trace.add(name);
                }
            };
        }

        @Test
        void refusesToWaitInside() {
            strand.enter();
            Waiter waiter = HostClock.system().waiter();
            assertThrows(IllegalStateException.class, () -> waiter.await(0));
            strand.leave();
        }
    }

    @Nested
    class Calling {
        @Test
        void answers() {
            assertEquals(7, strand.<Integer, RuntimeException>call(() -> 7));
        }

        @Test
        void throwsWhatTheWorkThrows() {
            assertThrows(
                    java.io.IOException.class,
                    () ->
                            strand.call(
                                    () -> {
                                        throw new java.io.IOException("no");
                                    }));
            assertFalse(strand.inside());
        }

        @Test
        void comesAfterAllThatTheThreadBroughtBefore() throws Exception {
            Attendant nobody = Mockito.mock(Attendant.class); // or its helper might run the rest
            HostStrand left = new HostStrand(HostClock.system(), "left", it -> nobody);
            AtomicInteger ran = new AtomicInteger();
            int brought = 4 * HostStrand.BUDGET;
            left.enter();
            Thread other =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < brought; i++) {
                                            left.poke(bits -> ran.incrementAndGet()).poke(1);
                                        }
                                    });
            other.join();
            left.leave();
            assertEquals(HostStrand.BUDGET, ran.get());
            assertEquals(brought, left.<Integer, RuntimeException>call(ran::get));
        }

        @Test
        void comesAfterAllThatItsThreadBroughtInside() {
            Attendant nobody = Mockito.mock(Attendant.class); // or its helper might run the rest
            HostStrand left = new HostStrand(HostClock.system(), "left", it -> nobody);
            AtomicInteger ran = new AtomicInteger();
            int brought = 4 * HostStrand.BUDGET;
            left.enter();
            for (int i = 0; i < brought; i++) {
                left.poke(bits -> ran.incrementAndGet()).poke(1);
            }
            left.leave();
            assertEquals(brought, left.<Integer, RuntimeException>call(ran::get));
        }

        @Test
        void isRefusedOnAStrand() {
            strand.enter();
            assertThrows(IllegalStateException.class, () -> strand.call(() -> 1));
            assertThrows(IllegalStateException.class, strand.task(() -> {})::call);
            strand.leave();
        }

        @Test
        void waitsWhileTakenAndKeepsTheInterrupt() throws Exception {
            strand.enter();
            CountDownLatch started = new CountDownLatch(1);
            Thread other =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        started.countDown();
                                        trace.add(
                                                strand.<Boolean, RuntimeException>call(
                                                        () ->
                                                                Thread.currentThread()
                                                                        .isInterrupted()));
                                        trace.add(Thread.currentThread().isInterrupted());
                                    });
            started.await();
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            strand.leave();
            other.join();
            assertEquals(List.of(false, true), trace);
        }
    }
}
