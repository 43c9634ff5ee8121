package io.sockit.socket.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.strand.HostStrand;
import io.sockit.socket.strand.Owner;
import io.sockit.socket.strand.StrandProbe;
import io.sockit.socket.strand.Waiter;
import io.sockit.socket.strand.Watch;
import io.sockit.socket.strand.Watched;
import io.sockit.spi.Poke;
import io.sockit.spi.Timer;
import io.sockit.spi.Timers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.time.Duration;

/// What goes on for ever in one moment of virtual time fails the run by name.
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class EndlessTest {
    private static final long MILLI = 1_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private final HostStrand strand = clock.strand("a");

    private volatile boolean over;
    private int times;

    @AfterEach
    void end() {
        over = true;
    }

    @Test
    void timersOfOneMomentFailTheRunByTheirOwnersName() {
        Timers timers = strand.timers(new Named("p.plugin"));
        Timer[] timer = new Timer[1];
        timer[0] = timers.timer(now -> timer[0].armIn(over ? 1 : 0));
        strand.call(
                () -> {
                    timer[0].armIn(5);
                    return 0;
                });
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class, () -> clock.advance(Duration.ofMillis(1)));
        assertTrue(e.getMessage().contains("timers of p.plugin"), e.getMessage());
        assertTrue(e.getMessage().contains("at 5 ns"), e.getMessage());
    }

    @Test
    void programsThatAnswerEachOtherFailTheRunByTheirNames() {
        SteppedClock clock = new SteppedClock(1000);
        Watched ping = new Watched();
        Watched pong = new Watched();
        clock.start("ping", true, () -> answer(clock, ping, pong));
        clock.start("pong", true, () -> answer(clock, pong, ping));
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class, () -> clock.advance(Duration.ofMillis(1)));
        assertTrue(e.getMessage().contains("no time passed: p"), e.getMessage());
        assertTrue(e.getMessage().contains("program ping"), e.getMessage());
        assertTrue(e.getMessage().contains("program pong"), e.getMessage());
    }

    private void answer(SteppedClock clock, Watched own, Watched other) {
        Waiter waiter = clock.waiter();
        waiter.begin();
        waiter.watch(own, Watch.ALL, false);
        while (!over) {
            other.raiseAll();
            waiter.await(Waiter.NEVER);
        }
        waiter.end();
    }

    @Test
    void workEndsForWhoDrivesAndIsInterrupted() {
        Thread driver = Thread.currentThread();
        Poke[] poke = new Poke[1];
        poke[0] =
                strand.poke(
                        bits -> {
                            if (++times == 10_000) {
                                driver.interrupt();
                            }
                            if (!over) {
                                poke[0].poke(1);
                            }
                        });
        poke[0].poke(1);
        clock.advance(Duration.ofMillis(1));
        assertTrue(Thread.interrupted(), "the flag is kept");
        assertEquals(0, clock.nanoTime());
    }

    @Test
    void anInterruptFromBeforeEndsNothing() {
        Thread.currentThread().interrupt();
        clock.advance(Duration.ofMillis(1));
        assertTrue(Thread.interrupted());
        assertEquals(MILLI, clock.nanoTime());
    }

    @Test
    void strandsAreWatched() {
        assertTrue(StrandProbe.watched(strand));
        strand.close();
        assertFalse(StrandProbe.watched(strand));
    }

    private record Named(String name) implements Owner {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public void fault(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}
