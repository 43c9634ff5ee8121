package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.Errand;
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
class ErrandTest {
    @Nested
    class InVirtualTime {
        private final SteppedClock clock = new SteppedClock();
        private final HostStrand strand = clock.strand("a");
        private final List<Object> trace = new ArrayList<>();

        @Test
        void runsAfterTheStrandIsLeft() {
            Errand errand = strand.errand(() -> trace.add("errand inside: " + strand.inside()));
            strand.enter();
            errand.ask();
            errand.ask();
            trace.add("strand");
            strand.leave();
            assertEquals(List.of("strand", "errand inside: false"), trace);
        }

        @Test
        void runsBeforeTimeMoves() {
            Errand errand = strand.errand(() -> trace.add(clock.nanoTime()));
            Timer timer = strand.timers().timer(now -> errand.ask());
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
            List<Errand> errands = new ArrayList<>();
            Poke poke =
                    strand.poke(
                            bits -> {
                                trace.add("poked");
                                if (trace.size() < 6) {
                                    errands.getFirst().ask();
                                }
                            });
            errands.add(
                    strand.errand(
                            () -> {
                                poke.poke(1);
                                trace.add("errand");
                            }));
            errands.getFirst().ask();
            assertEquals(
                    List.of("poked", "errand", "poked", "errand", "poked", "errand", "poked"),
                    trace.subList(0, 7));
        }

        @Test
        void seesNoInterruption() {
            Errand errand = strand.errand(() -> trace.add(Thread.currentThread().isInterrupted()));
            Thread.currentThread().interrupt();
            errand.ask();
            assertTrue(Thread.interrupted());
            assertEquals(List.of(false), trace);
        }

        @Test
        void closedOneIsNotRun() {
            Errand errand = strand.errand(() -> trace.add("run"));
            errand.close();
            errand.ask();
            assertEquals(List.of(), trace);
        }

        @Test
        void mayCloseItself() {
            AtomicReference<Errand> self = new AtomicReference<>();
            self.set(strand.errand(() -> self.get().close()));
            self.get().ask();
        }

        @Test
        void isNotClosedOnTheStrand() {
            Errand errand = strand.errand(() -> {});
            strand.enter();
            assertThrows(IllegalStateException.class, errand::close);
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
            Errand errand =
                    strand.errand(
                            () -> {
                                ran.set(Thread.currentThread());
                                done.countDown();
                            });
            errand.ask();
            done.await();
            assertNotSame(Thread.currentThread(), ran.get());
        }

        @Test
        void closingWaitsForWhatRuns() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            AtomicReference<Boolean> ended = new AtomicReference<>(false);
            Errand errand =
                    strand.errand(
                            () -> {
                                begun.countDown();
                                await(mayEnd);
                                ended.set(true);
                            });
            errand.ask();
            begun.await();
            assertFalse(ended.get());
            Thread closer = Thread.startVirtualThread(errand::close);
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
