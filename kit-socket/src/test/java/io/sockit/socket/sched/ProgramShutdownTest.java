package io.sockit.socket.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.ProgramRun;
import io.sockit.socket.strand.StrandProbe;
import io.sockit.socket.strand.Wait;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// Programs end, or are given up by name, when their network is closed.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ProgramShutdownTest {
    private static final long SHORT = 50_000_000L;
    private static final long LONG = 30_000_000_000L; // never reached

    private final SteppedClock clock = new SteppedClock();
    private final HostStrand strand = clock.strand("a");
    private final Watched queue = new Watched();
    private final List<String> reports = new ArrayList<>();
    private volatile boolean closed;
    private volatile boolean over;

    @AfterEach
    void end() {
        over = true;
    }

    private ProgramRun program(String name, ProgramRun.Body body) {
        return clock.start(name, false, body);
    }

    /// Waits for what closing wakes, as a call does.
    private void waitForTheClose() {
        Waiter waiter = clock.waiter();
        waiter.begin();
        waiter.watch(queue, Watch.ALL, false);
        while (!closed) {
            waiter.await(Waiter.NEVER);
        }
        waiter.end();
    }

    private void spin() {
        while (!over) {
            Thread.onSpinWait();
        }
    }

    private void dismiss(long patience, ProgramRun... programs) {
        closed = true;
        queue.raiseAll();
        new ProgramShutdown(clock.scheduler(), Arrays.asList(programs), patience, reports::add)
                .run();
    }

    private static void assertDone(ProgramRun... programs) {
        for (ProgramRun program : programs) {
            assertTrue(program.done(), program.name());
        }
    }

    @Test
    void letsTheWokenEndWithoutTimePassing() {
        ProgramRun waits = program("waits", this::waitForTheClose);
        ProgramRun next = program("next", this::waitForTheClose);
        clock.advance(Duration.ofMillis(1));
        dismiss(LONG, waits, next);
        assertDone(waits, next);
        assertFalse(waits.thread().isInterrupted());
        assertEquals(1_000_000, clock.nanoTime());
        assertEquals(List.of(), reports);
    }

    @Test
    void interruptsWhoWaitsForSomethingElse() {
        List<Wait> ends = new ArrayList<>();
        ProgramRun sleeps =
                program(
                        "sleeps",
                        () -> {
                            Waiter waiter = clock.waiter();
                            waiter.begin();
                            ends.add(waiter.await(clock.after(Duration.ofHours(1).toNanos())));
                            waiter.end();
                        });
        clock.advance(Duration.ofMillis(1));
        dismiss(LONG, sleeps);
        assertDone(sleeps);
        assertEquals(List.of(Wait.INTERRUPTED), ends);
        assertEquals(1_000_000, clock.nanoTime());
    }

    @Test
    void interruptsWhoWaitsOutsideTheKit() {
        CountDownLatch never = new CountDownLatch(1);
        ProgramRun waits =
                program(
                        "waits",
                        () -> {
                            assertThrows(InterruptedException.class, never::await);
                            strand.call(() -> 0);
                        });
        dismiss(LONG, waits);
        assertDone(waits);
        assertEquals(List.of(), reports);
    }

    @Test
    void interruptsWhoFailedTheRun() {
        ProgramRun naps = program("naps", () -> Thread.sleep(Duration.ofHours(1)));
        ProgramRun waits = program("waits", this::waitForTheClose);
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofSeconds(1)));
        dismiss(LONG, naps, waits);
        assertDone(naps, waits);
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofSeconds(1)));
    }

    @Test
    void givesUpByNameWhoNeverWaits() throws Exception {
        ProgramRun first = program("first", this::spin);
        ProgramRun waits = program("waits", this::waitForTheClose);
        ProgramRun second = program("second", this::spin);
        dismiss(SHORT, first, waits, second);
        assertTrue(waits.thread().join(Duration.ofSeconds(30)));
        for (String name : List.of("first", "second")) {
            String report = "program " + name + " did not end";
            assertTrue(reports.stream().anyMatch(it -> it.contains(report)), reports.toString());
        }
        assertTrue(first.thread().isInterrupted());
        assertTrue(first.thread().isDaemon());
        clock.advance(Duration.ofMillis(1)); // time moves without them
        assertEquals(1_000_000, clock.nanoTime());
    }

    @Test
    void countsTheEndOfAProgramOnce() throws Exception {
        ProgramRun ends = program("ends", () -> {});
        ends.join();
        ends.thread().join();
        clock.scheduler().locked(runQueue -> runQueue.giveUp(((ScheduledProgram) ends).scheduled));
        ProgramRun strays = program("strays", () -> new CountDownLatch(1).await());
        clock.advance(Duration.ofMillis(1)); // the detector is still there
        assertFalse(strays.done());
    }

    @Test
    void waitsThoughItWasInterrupted() {
        ProgramRun spins = program("spins", this::spin);
        Thread.currentThread().interrupt();
        dismiss(SHORT, spins);
        assertTrue(Thread.interrupted(), "the flag is kept");
    }

    @Test
    void givesUpWhoDoesNotHeedItsInterrupts() {
        ProgramRun waits =
                program(
                        "waits",
                        () -> {
                            Waiter waiter = clock.waiter();
                            waiter.begin();
                            while (!over) {
                                waiter.await(Waiter.NEVER);
                            }
                        });
        dismiss(SHORT, waits);
        ExecutionException e = assertThrows(ExecutionException.class, waits::join);
        assertTrue(e.getMessage().contains("program thread waits waits"), e.getMessage());
        clock.advance(Duration.ofMillis(1));
    }

    @Test
    void whoIsGivenUpStillGetsAnswersOfStrands() throws Exception {
        ProgramRun spins =
                program(
                        "spins",
                        () -> {
                            spin();
                            while (!StrandProbe.taken(strand)) {
                                Thread.onSpinWait();
                            }
                            assertEquals(7, strand.call(() -> 7));
                        });
        dismiss(SHORT, spins);
        strand.enter();
        over = true;
        while (!StrandProbe.arrivals(strand)) {
            Thread.onSpinWait();
        }
        strand.leave();
        spins.join();
    }

    @Test
    void aProgramThatClosesItsNetworkWaitsForNobody() throws Exception {
        ProgramRun other = program("other", this::waitForTheClose);
        ProgramRun closes = program("closes", () -> clock.dismiss(List.of(other)));
        closes.join();
        assertFalse(other.done());
    }
}
