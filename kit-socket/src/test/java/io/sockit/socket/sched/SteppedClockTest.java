package io.sockit.socket.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.strand.HostClock;
import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Pause;
import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.StrandProbe;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Wakeable;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.Timer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

@Timeout(60)
class SteppedClockTest {
    private static final long MILLI = 1_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private final HostStrand strand = clock.strand("a");

    private static void sleep(HostClock clock, long nanos) {
        Waiter waiter = clock.waiter();
        waiter.begin();
        long deadline = clock.after(nanos);
        while (waiter.await(deadline) != Wait.TIMED_OUT) {}
        waiter.end();
    }

    /// Listeners and taps are called by whoever steps time, whose own wait is not over.
    @Nested
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    class CalledFromAStep {
        private final List<Object> trace = new ArrayList<>();

        /// Has it called at 5 ns, outside the strand.
        private void callAtFive(Runnable listener) {
            Wakeable news =
                    new Wakeable() {
                        @Override
                        protected void wakened() {
                            listener.run();
                        }
                    };
            Timer timer = strand.timers().timer(now -> strand.wake(news));
            strand.call(
                    () -> {
                        timer.arm(5);
                        return 0;
                    });
        }

        private void refused(Runnable wait) {
            trace.add(assertThrows(IllegalStateException.class, wait::run).getMessage());
        }

        private void runsOn() throws Exception {
            ProgramRun program =
                    clock.start(
                            "sleeps",
                            false,
                            () -> {
                                sleep(clock, MILLI);
                                trace.add(clock.nanoTime());
                            });
            clock.advance(Duration.ofMillis(2));
            program.join();
            assertEquals(2 * MILLI, clock.nanoTime());
            assertEquals(2, trace.size(), trace::toString);
            assertTrue(trace.getFirst().toString().contains("steps time"), trace::toString);
            assertEquals(MILLI, trace.getLast());
        }

        @Test
        void waitsAreRefused() throws Exception {
            callAtFive(() -> refused(() -> sleep(clock, 10)));
            runsOn();
        }

        @Test
        void drivesAreRefused() throws Exception {
            callAtFive(() -> refused(() -> clock.advance(Duration.ofNanos(10))));
            runsOn();
        }

        @Test
        void programsAreNotWaitedFor() throws Exception {
            ProgramRun rests = clock.start("rests", false, () -> sleep(clock, 10 * MILLI));
            callAtFive(() -> clock.dismiss(List.of(rests)));
            clock.advance(Duration.ofMillis(2));
            assertEquals(2 * MILLI, clock.nanoTime());
            assertFalse(rests.done());
            rests.join();
            assertEquals(10 * MILLI, clock.nanoTime());
        }

        @Test
        void strandsAnswer() throws Exception {
            HostStrand other = clock.strand("b");
            CountDownLatch inside = new CountDownLatch(1);
            Thread holds =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        other.enter();
                                        inside.countDown();
                                        while (!StrandProbe.arrivals(other)) {
                                            Thread.onSpinWait();
                                        }
                                        other.leave();
                                    });
            inside.await();
            callAtFive(() -> trace.add(other.<Integer, RuntimeException>call(() -> 7)));
            clock.advance(Duration.ofMillis(2));
            holds.join();
            assertEquals(List.of(7), trace);
            assertEquals(2 * MILLI, clock.nanoTime());
        }

        /// Whoever waits first once nobody runs steps time, so a test holds all others back.
        @Test
        void strandsAnswerWhoTimeMovedWithout() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            callAtFive(
                    () -> {
                        trace.add(Thread.currentThread().getName());
                        trace.add(strand.<Integer, RuntimeException>call(() -> 7));
                    });
            ProgramRun stray =
                    clock.start(
                            "stray",
                            false,
                            () -> {
                                latch.await();
                                sleep(clock, 10);
                            });
            Thread test = Thread.currentThread();
            clock.start(
                    "holds",
                    false,
                    () ->
                            clock.scheduler()
                                    .locked(
                                            order -> {
                                                latch.countDown();
                                                awaitQueued(stray.thread());
                                                order.dispossess();
                                                awaitQueued(test);
                                            }));
            stray.join();
            assertEquals(List.of(stray.thread().getName(), 7), trace);
            assertEquals(10, clock.nanoTime());
        }

        /// Waits until a thread waits for the scheduler's lock.
        private static void awaitQueued(Thread thread) {
            Object blocker = null;
            while (blocker == null
                    || blocker.getClass().getEnclosingClass() != ReentrantLock.class) {
                Thread.onSpinWait();
                blocker = LockSupport.getBlocker(thread);
            }
        }
    }

    /// A program that never waits keeps its turn; a thread that drives or waits ends its wait all
    /// the same.
    @Nested
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    class WhileAProgramNeverWaits {
        private volatile boolean over;

        @AfterEach
        void end() {
            over = true;
        }

        /// Runs until the test is over; interrupts once it does.
        private ProgramRun spin(Thread interrupted) {
            return clock.start(
                    "spins",
                    false,
                    () -> {
                        interrupted.interrupt();
                        while (!over) {
                            Thread.onSpinWait();
                        }
                    });
        }

        @Test
        void anInterruptEndsADrive() {
            ProgramRun run = spin(Thread.currentThread());
            clock.advance(Duration.ofMillis(1));
            assertTrue(Thread.interrupted(), "the flag is kept");
            assertFalse(run.done());
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void anInterruptEndsAWait() {
            ProgramRun run = spin(Thread.currentThread());
            Waiter waiter = clock.waiter();
            waiter.begin();
            assertEquals(Wait.INTERRUPTED, waiter.await(MILLI));
            waiter.end();
            assertTrue(Thread.interrupted(), "the flag is kept");
            assertFalse(run.done());
        }

        @Test
        void anInterruptEndsAJoin() {
            ProgramRun run = spin(Thread.currentThread());
            assertThrows(InterruptedException.class, run::join);
            assertFalse(run.done());
        }

        @Test
        void othersDoNotRunAfterTheDriverLeft() throws Exception {
            AtomicInteger ran = new AtomicInteger();
            ProgramRun spins = spin(Thread.currentThread());
            ProgramRun other = clock.start("other", false, ran::incrementAndGet);
            clock.advance(Duration.ofMillis(1));
            assertTrue(Thread.interrupted());
            over = true;
            while (spins.thread().isAlive()) {
                Thread.onSpinWait(); // in place of a thread that waits here, the detector would
                // drive
            }
            assertEquals(0, ran.get());
            other.join();
            assertEquals(1, ran.get());
        }

        @Test
        void aStrandAnswersWhoIsNoProgram() {
            Thread driver = Thread.currentThread();
            clock.start(
                    "spins",
                    false,
                    () -> {
                        strand.enter();
                        driver.interrupt();
                        while (!StrandProbe.arrivals(strand)) {
                            Thread.onSpinWait();
                        }
                        strand.leave();
                        while (!over) {
                            Thread.onSpinWait();
                        }
                    });
            clock.advance(Duration.ofMillis(1));
            assertTrue(Thread.interrupted());
            assertEquals(7, strand.call(() -> 7));
        }
    }

    /// What nothing can end any more fails, in real time soon.
    @Nested
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    class Standstills {
        private final Watched queue = new Watched();
        private volatile boolean over;

        private void waitFor(String call, int fd) {
            Waiter waiter = clock.waiter();
            waiter.begin();
            waiter.describe(call, fd, "a");
            waiter.watch(queue, Watch.ALL, false);
            try {
                while (!over) {
                    waiter.await(Waiter.NEVER);
                }
            } finally {
                waiter.end();
            }
        }

        private void assertNames(IllegalStateException e, String... waits) {
            for (String wait : waits) {
                assertTrue(e.getMessage().contains(wait), e.getMessage());
            }
        }

        @Test
        void failTheJoinOfAProgramByNamingEveryThreadThatWaits() {
            ProgramRun server = clock.start("server", false, () -> waitFor("recvfrom", 4));
            ProgramRun client = clock.start("client", true, () -> waitFor("recv", 3));
            String own = "thread " + Thread.currentThread().getName();
            assertNames(
                    assertThrows(IllegalStateException.class, server::join),
                    "nothing can happen any more in a virtual clock at 0 ns",
                    "3 threads wait",
                    own + " waits in join of program server",
                    "program server waits in recvfrom of fd 4 on host a",
                    "program client waits in recv of fd 3 on host a");
            assertFalse(client.done());
        }

        @Test
        void failTheCallOfAThreadFromOutside() {
            assertNames(
                    assertThrows(IllegalStateException.class, () -> waitFor("recv", 3)),
                    "1 thread waits",
                    "waits in recv of fd 3 on host a");
        }

        @Test
        void endWhatCanGoOnLater() throws Exception {
            ProgramRun server = clock.start("server", false, () -> waitFor("recv", 3));
            assertThrows(IllegalStateException.class, server::join);
            over = true;
            queue.raiseAll();
            server.join();
        }

        @Test
        void areNoneWhileAClientSleeps() throws Exception {
            ProgramRun server = clock.start("server", false, () -> waitFor("recv", 3));
            ProgramRun client = clock.start("client", false, () -> sleep(clock, 3600_000 * MILLI));
            client.join();
            assertFalse(server.done());
        }

        @Test
        void areNoneOfServersAlone() {
            ProgramRun server = clock.start("server", false, () -> waitFor("recv", 3));
            assertTrue(clock.runUntilIdle(Duration.ofHours(1)));
            clock.advance(Duration.ofHours(1));
            assertFalse(server.done());
        }

        @Test
        void nameProgramsThatWaitOutsideTheKit() {
            CountDownLatch never = new CountDownLatch(1);
            ProgramRun stray = clock.start("stray", false, never::await);
            assertNames(
                    assertThrows(IllegalStateException.class, stray::join),
                    "program stray waits in outside the kit");
            never.countDown();
        }
    }

    private static Set<Thread> detectors() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().equals("sockit-wait-detector"));
        return threads;
    }

    /// It sleeps while there is nothing to drive.
    @Test
    void whoWaitsOutsideTheKitIsSeenAlsoAfterALongRest() throws Exception {
        Set<Thread> others = detectors();
        clock.start("waits", false, this::waitForEver);
        clock.advance(Duration.ofMillis(1));
        Set<Thread> mine = detectors();
        mine.removeAll(others);
        Thread detector = mine.iterator().next();
        while (!sleeps(detector)) {
            Thread.onSpinWait();
        }
        CountDownLatch runs = new CountDownLatch(1);
        clock.start("runs", false, runs::countDown);
        runs.await();
    }

    private static boolean sleeps(Thread detector) {
        return Arrays.stream(detector.getStackTrace())
                .anyMatch(element -> element.getMethodName().equals("sleep"));
    }

    private void waitForEver() {
        Waiter waiter = clock.waiter();
        waiter.begin();
        waiter.await(Waiter.NEVER);
        waiter.end();
    }

    /// Threads of the kit, which outlive whoever starts them, keep no class loader of his.
    @Test
    void threadsOfTheKitKeepNoLoaderOfTheirStarter() throws Exception {
        ClassLoader mine = new URLClassLoader(new URL[0], getClass().getClassLoader());
        Thread thread = Thread.ofPlatform().unstarted(() -> startThreads());
        thread.setContextClassLoader(mine);
        thread.start();
        thread.join();
        for (Thread other : Thread.getAllStackTraces().keySet()) {
            if (!other.getName().equals("program")) {
                assertNotSame(mine, other.getContextClassLoader(), other.getName());
            }
        }
    }

    private static void startThreads() {
        StrandProbe.startWatchdog(new SteppedClock().strand("watched"));
        new SteppedClock().start("program", false, () -> LockSupport.park());
    }

    @Nested
    class Timing {
        @Test
        void startsAtZeroInTheYearTwoThousand() {
            assertEquals(0, clock.nanoTime());
            assertEquals(946_684_800L * 1_000_000_000L, clock.wallNanos());
        }

        @Test
        void advancesThoughNothingHappens() {
            clock.advance(Duration.ofMillis(5));
            assertEquals(5 * MILLI, clock.nanoTime());
        }

        @Test
        void advancesToTheEndOfTimeAndNoFurther() {
            Duration all = Duration.ofNanos(Long.MAX_VALUE - clock.wallNanos());
            clock.advance(all);
            assertEquals(Long.MAX_VALUE, clock.wallNanos());
            clock.advance(Duration.ZERO);
            assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(1)));
        }

        @Test
        void refusesToAdvanceBeyondTheEndOfTime() {
            for (long nanos : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1}) {
                Duration span = Duration.ofNanos(nanos);
                assertThrows(IllegalArgumentException.class, () -> clock.advance(span));
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)));
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void comesToRestBeforeALimitBeyondTheEndOfTime() {
            assertTrue(clock.runUntilIdle(Duration.ofSeconds(Long.MAX_VALUE)));
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void expiresTimersInTheirOrderAtTheirTime() {
            List<Long> at = new ArrayList<>();
            Timer late = strand.timers().timer(at::add);
            Timer early = strand.timers().timer(at::add);
            strand.call(
                    () -> {
                        late.arm(7 * MILLI);
                        early.arm(3 * MILLI + 1);
                        return 0;
                    });
            clock.advance(Duration.ofMillis(7));
            assertEquals(List.of(3 * MILLI + 1, 7 * MILLI), at);
        }

        @Test
        void comesToRestWithoutMovingToCancelledTimers() {
            Timer timer = strand.timers().timer(now -> {});
            strand.call(
                    () -> {
                        timer.arm(60_000 * MILLI);
                        return 0;
                    });
            strand.call(timer::cancel);
            assertTrue(clock.runUntilIdle(Duration.ofHours(1)));
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void saysThatTheLimitCameFirst() {
            Timer[] timer = new Timer[1];
            timer[0] = strand.timers().timer(now -> timer[0].armIn(MILLI));
            strand.call(
                    () -> {
                        timer[0].armIn(MILLI);
                        return 0;
                    });
            assertFalse(clock.runUntilIdle(Duration.ofSeconds(1)));
            assertEquals(1000 * MILLI, clock.nanoTime());
        }

        @Test
        void anIdleHourIsCheap() {
            Timer[] timer = new Timer[1];
            timer[0] = strand.timers().timer(now -> timer[0].armIn(1000 * MILLI));
            strand.call(
                    () -> {
                        timer[0].armIn(0);
                        return 0;
                    });
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> clock.advance(Duration.ofHours(1)));
        }
    }

    @Nested
    class Programs {
        @Test
        void runOneAtATimeInTheOrderOfTheirStart() throws Exception {
            List<String> trace = Collections.synchronizedList(new ArrayList<>());
            List<ProgramRun> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "p" + i;
                runs.add(
                        clock.start(
                                name,
                                i % 2 == 0,
                                () -> {
                                    for (int round = 0; round < 3; round++) {
                                        trace.add(name + "@" + clock.nanoTime());
                                        sleep(clock, 10);
                                    }
                                }));
            }
            for (ProgramRun run : runs) {
                run.join();
            }
            assertEquals(
                    List.of(
                            "p0@0", "p1@0", "p2@0", "p3@0", "p0@10", "p1@10", "p2@10", "p3@10",
                            "p0@20", "p1@20", "p2@20", "p3@20"),
                    trace);
        }

        @Test
        void waitForSomebodyToDriveBeforeTheyRun() {
            AtomicInteger ran = new AtomicInteger();
            clock.start("p", false, ran::incrementAndGet);
            assertEquals(0, ran.get());
            clock.advance(Duration.ZERO);
            assertEquals(1, ran.get());
        }

        @Test
        void answerEachOtherWithoutTimePassing() throws Exception {
            Watched queue = new Watched();
            AtomicInteger turn = new AtomicInteger();
            List<ProgramRun> runs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                runs.add(clock.start("p" + i, true, () -> pingPong(queue, turn, mine)));
            }
            for (ProgramRun run : runs) {
                run.join();
            }
            assertEquals(2000, turn.get());
            assertEquals(0, clock.nanoTime());
        }

        private void pingPong(Watched queue, AtomicInteger turn, int mine) {
            Waiter waiter = clock.waiter();
            for (int round = 0; round < 1000; round++) {
                waiter.begin();
                waiter.watch(queue, Watch.ALL, false);
                while (turn.get() % 2 != mine) {
                    waiter.await(Waiter.NEVER);
                }
                waiter.end();
                turn.incrementAndGet();
                queue.raiseAll();
            }
        }

        @Test
        void tenThousandAreServed() throws Exception {
            int count = 10_000;
            AtomicInteger done = new AtomicInteger();
            List<ProgramRun> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int delay = i % 100;
                runs.add(
                        clock.start(
                                "p" + i,
                                true,
                                () -> {
                                    sleep(clock, delay * MILLI);
                                    done.incrementAndGet();
                                }));
            }
            for (ProgramRun run : runs) {
                run.join();
            }
            assertEquals(count, done.get());
            assertEquals(99 * MILLI, clock.nanoTime());
        }

        @Test
        void handOverTheirFailure() {
            ProgramRun run =
                    clock.start(
                            "p",
                            false,
                            () -> {
                                throw new java.io.IOException("broken");
                            });
            assertEquals(
                    "broken",
                    assertThrows(ExecutionException.class, run::join).getCause().getMessage());
        }

        @Test
        void stayInterruptedWhenInterruptedInAWait() throws Exception {
            List<Object> seen = new ArrayList<>();
            ProgramRun waiting =
                    clock.start(
                            "waiting",
                            false,
                            () -> {
                                Waiter waiter = clock.waiter();
                                waiter.begin();
                                seen.add(waiter.await(Waiter.NEVER));
                                seen.add(Thread.currentThread().isInterrupted());
                                waiter.end();
                            });
            clock.start("other", false, () -> waiting.thread().interrupt());
            waiting.join();
            assertEquals(List.of(Wait.INTERRUPTED, true), seen);
        }
    }

    @Nested
    class OutsideTheKit {
        @Test
        void aWaitWithoutTimeOutLetsOthersGoOn() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            ProgramRun waits = clock.start("waits", false, latch::await);
            ProgramRun counts =
                    clock.start(
                            "counts",
                            false,
                            () -> {
                                sleep(clock, 5 * MILLI);
                                latch.countDown();
                            });
            waits.join();
            counts.join();
            assertEquals(5 * MILLI, clock.nanoTime());
        }

        @Test
        void aStarterThatWaitsThereIsDrivenFor() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            clock.start(
                    "counts",
                    false,
                    () -> {
                        sleep(clock, 5 * MILLI);
                        latch.countDown();
                    });
            latch.await();
            assertEquals(5 * MILLI, clock.nanoTime());
        }

        @Test
        void whoTimeMovedWithoutQueuesAtItsNextEntry() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            AtomicInteger awake = new AtomicInteger();
            List<String> trace = Collections.synchronizedList(new ArrayList<>());
            ProgramRun stray =
                    clock.start(
                            "stray",
                            false,
                            () -> {
                                latch.await();
                                awake.set(1);
                                strand.enter();
                                trace.add("stray at " + clock.nanoTime());
                                strand.leave();
                            });
            clock.start(
                    "other",
                    false,
                    () -> {
                        sleep(clock, 5 * MILLI);
                        latch.countDown();
                        while (awake.get() == 0
                                || stray.thread().getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        trace.add("other");
                        sleep(clock, MILLI);
                        trace.add("other again");
                    });
            stray.join();
            assertEquals(List.of("other", "stray at " + 5 * MILLI), trace.subList(0, 2));
        }

        @Test
        void aMonitorHeldAcrossAWaitIsWaitedFor() throws Exception {
            Object monitor = new Object();
            ProgramRun holds =
                    clock.start(
                            "holds",
                            false,
                            () -> {
                                synchronized (monitor) {
                                    sleep(clock, 5 * MILLI);
                                }
                            });
            ProgramRun wants =
                    clock.start(
                            "wants",
                            false,
                            () -> {
                                synchronized (monitor) {
                                    assertEquals(5 * MILLI, clock.nanoTime());
                                }
                            });
            holds.join();
            wants.join();
        }

        @Test
        void aPauseOfTheKitIsNone() throws Exception {
            ProgramRun run = clock.start("pauses", false, () -> Pause.nanos(this, 100 * MILLI));
            run.join();
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void aTimedWaitIsNamedWithItsStack() {
            clock.start("naps", true, () -> LockSupport.parkNanos(Duration.ofHours(1).toNanos()));
            String message =
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> clock.advance(Duration.ofSeconds(1)))
                            .getMessage();
            assertTrue(message.contains("program thread naps waits with a time-out"), message);
            assertTrue(message.contains("LockSupport.parkNanos"), message);
            assertTrue(message.contains(SteppedClockTest.class.getSimpleName()), message);
        }
    }
}
