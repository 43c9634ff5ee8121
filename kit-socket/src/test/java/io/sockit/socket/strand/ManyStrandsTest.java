package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.Poke;
import io.sockit.spi.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class ManyStrandsTest {
    private final List<HostStrand> strands = new ArrayList<>();

    private HostStrand strand(String name) {
        HostStrand strand = HostClock.system().strand(name);
        strands.add(strand);
        return strand;
    }

    @AfterEach
    void close() {
        strands.forEach(HostStrand::close);
    }

    @Test
    void aChainOfAHundredIsVisitedWithAConstantStack() {
        Set<Integer> depths = new HashSet<>();
        List<String> order = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Task onward = strand("end").task(() -> order.add("end"));
        for (int i = 99; i >= 0; i--) {
            Task next = onward;
            int place = i;
            onward =
                    strand("s" + i)
                            .task(
                                    () -> {
                                        depths.add(new Throwable().getStackTrace().length);
                                        order.add("s" + place);
                                        next.submit();
                                    });
            expected.add(0, "s" + i);
        }
        expected.add("end");
        onward.submit();
        assertEquals(expected, order);
        assertTrue(depths.size() <= 2, "depths: " + depths);
    }

    @Test
    void visitsComeInTheOrderInWhichTheyWereBrought() {
        List<String> order = new ArrayList<>();
        HostStrand home = strand("home");
        Task b1 = strand("b").task(() -> order.add("b"));
        Task c1 = strand("c").task(() -> order.add("c"));
        home.enter();
        c1.submit();
        b1.submit();
        order.add("home");
        home.leave();
        assertEquals(List.of("home", "c", "b"), order);
    }

    @Test
    void ofAMillionPokesNoneIsForgotten() throws Exception {
        HostStrand strand = strand("a");
        int threads = 4;
        int pokes = 250_000;
        long[] brought = new long[threads * 16];
        long[] seen = new long[threads];
        AtomicInteger inside = new AtomicInteger();
        Poke poke =
                strand.poke(
                        bits -> {
                            assertEquals(1, inside.incrementAndGet());
                            for (int i = 0; i < threads; i++) {
                                if ((bits & 1 << i) != 0) {
                                    seen[i] = brought[i * 16];
                                }
                            }
                            inside.decrementAndGet();
                        });
        List<Thread> bringers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int mine = i;
            bringers.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int n = 0; n < pokes; n++) {
                                            brought[mine * 16]++;
                                            poke.poke(1 << mine);
                                        }
                                    }));
        }
        for (Thread bringer : bringers) {
            bringer.join();
        }
        strand.<Integer, RuntimeException>call(() -> 0);
        for (int i = 0; i < threads; i++) {
            assertEquals(pokes, seen[i]);
        }
    }

    @Test
    void whatIsOverBudgetIsFinishedByTheHelper() throws Exception {
        HostStrand strand = strand("a");
        int count = 4 * HostStrand.BUDGET;
        AtomicInteger left = new AtomicInteger(count);
        Set<Thread> threads = new HashSet<>();
        Watched done = new Watched();
        strand.enter();
        for (int i = 0; i < count; i++) {
            strand.task(
                            () -> {
                                threads.add(Thread.currentThread());
                                if (left.decrementAndGet() == 0) {
                                    strand.raise(done, Watch.ALL);
                                }
                            })
                    .submit();
        }
        strand.leave();
        Waiter waiter = HostClock.system().waiter();
        waiter.begin();
        waiter.watch(done, Watch.ALL, false);
        while (left.get() > 0) {
            waiter.await(Waiter.NEVER);
        }
        waiter.end();
        assertEquals(2, strand.<Integer, RuntimeException>call(threads::size));
    }

    @Test
    void timersExpireInRealTime() throws Exception {
        HostStrand strand = strand("a");
        List<Long> late = new ArrayList<>();
        Watched done = new Watched();
        AtomicInteger left = new AtomicInteger(3);
        strand.enter();
        long now = strand.now();
        for (int i = 3; i > 0; i--) {
            long deadline = now + i * 3_000_000L;
            strand.timers()
                    .timer(
                            at -> {
                                late.add(at - deadline);
                                left.decrementAndGet();
                                strand.raise(done, Watch.ALL);
                            })
                    .arm(deadline);
        }
        strand.leave();
        Waiter waiter = HostClock.system().waiter();
        waiter.begin();
        waiter.watch(done, Watch.ALL, false);
        while (left.get() > 0) {
            waiter.await(Waiter.NEVER);
        }
        waiter.end();
        assertTrue(late.stream().allMatch(l -> l >= 0), "late by: " + late);
    }

    @Test
    void whoHoldsAStrandTooLongIsNamedOnce() {
        HostStrand strand = strand("a");
        List<String> reports = new ArrayList<>();
        Watchdog watchdog = new Watchdog(reports::add, false);
        watchdog.watch(strand);
        strand.task(
                        () -> {
                            for (int i = 0; i < 6; i++) {
                                watchdog.look();
                            }
                        })
                .submit();
        assertEquals(1, reports.size());
        assertTrue(reports.get(0).startsWith("the kit holds the strand of a too long"));
        assertTrue(reports.get(0).contains("ManyStrandsTest"));
        watchdog.look();
        assertEquals(1, reports.size());
    }
}
