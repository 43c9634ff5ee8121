package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.OffStrandTask;
import io.sockit.spi.Poke;
import io.sockit.spi.Timer;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(60)
class OffStrandTaskTest {
    @Nested
    class InVirtualTime {
        private final SteppedClock clock = new SteppedClock();
        private final HostStrand strand = clock.strand("a");
        private final List<Object> trace = new ArrayList<>();

        @Test
        void runsAfterTheStrandIsLeft() {
            OffStrandTask task =
                    strand.offStrand(() -> trace.add("task inside: " + strand.inside()));
            strand.enter();
            task.ask();
            task.ask();
            trace.add("strand");
            strand.leave();
            assertEquals(List.of("strand", "task inside: false"), trace);
        }

        @Test
        void runsBeforeTimeMoves() {
            OffStrandTask task = strand.offStrand(() -> trace.add(clock.nanoTime()));
            Timer timer = strand.timers().timer(now -> task.ask());
            Timer later = strand.timers().timer(now -> trace.add("later"));
            strand.enter();
            timer.arm(5);
            later.arm(6);
            strand.leave();
            clock.advance(Duration.ofNanos(10));
            assertEquals(List.of(5L, "later"), trace);
        }

        @Test
        void whatItBringsToTheStrandMayAskForItAnew() {
            List<OffStrandTask> tasks = new ArrayList<>();
            Poke poke =
                    strand.poke(
                            bits -> {
                                trace.add("poked");
                                if (trace.size() < 6) {
                                    tasks.getFirst().ask();
                                }
                            });
            tasks.add(
                    strand.offStrand(
                            () -> {
                                poke.poke(1);
                                trace.add("task");
                            }));
            tasks.getFirst().ask();
            assertEquals(
                    List.of("poked", "task", "poked", "task", "poked", "task", "poked"),
                    trace.subList(0, 7));
        }

        @Test
        void seesNoInterruption() {
            OffStrandTask task =
                    strand.offStrand(() -> trace.add(Thread.currentThread().isInterrupted()));
            Thread.currentThread().interrupt();
            task.ask();
            assertTrue(Thread.interrupted());
            assertEquals(List.of(false), trace);
        }

        @Test
        void closedOneIsNotRun() {
            OffStrandTask task = strand.offStrand(() -> trace.add("run"));
            task.close();
            task.ask();
            assertEquals(List.of(), trace);
        }

        @Test
        void mayCloseItself() {
            AtomicReference<OffStrandTask> self = new AtomicReference<>();
            self.set(strand.offStrand(() -> self.get().close()));
            self.get().ask();
        }

        @Test
        void isNotClosedOnTheStrand() {
            OffStrandTask task = strand.offStrand(() -> {});
            strand.enter();
            assertThrows(IllegalStateException.class, task::close);
            strand.leave();
        }
    }

    @Nested
    class InRealTime {
        private final HostStrand strand = HostClock.system().strand("a");

        @Test
        void hasAThreadOfItsOwn() throws Exception {
            AtomicReference<Thread> ran = new AtomicReference<>();
            CountDownLatch done = new CountDownLatch(1);
            OffStrandTask task =
                    strand.offStrand(
                            () -> {
                                ran.set(Thread.currentThread());
                                done.countDown();
                            });
            task.ask();
            done.await();
            assertNotSame(Thread.currentThread(), ran.get());
        }

        @Test
        void closingWaitsForWhatRuns() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            AtomicReference<Boolean> ended = new AtomicReference<>(false);
            OffStrandTask task =
                    strand.offStrand(
                            () -> {
                                begun.countDown();
                                await(mayEnd);
                                ended.set(true);
                            });
            task.ask();
            begun.await();
            assertFalse(ended.get());
            Thread closer = Thread.startVirtualThread(task::close);
            mayEnd.countDown();
            closer.join();
            assertTrue(ended.get());
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
