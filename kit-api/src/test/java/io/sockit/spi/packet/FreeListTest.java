package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class FreeListTest {
    private final AtomicInteger made = new AtomicInteger();

    private static final class Entry extends Pooled {
        final AtomicBoolean owned = new AtomicBoolean();
    }

    private FreeList<Entry> list(int bound) {
        return new FreeList<>(
                bound,
                () -> {
                    made.incrementAndGet();
                    return new Entry();
                });
    }

    @Test
    void makesNoEntryWhileFreeOnesLast() {
        FreeList<Entry> list = list(10);
        takeAndGive(list, 10);
        takeAndGive(list, 10);
        assertEquals(10, made.get());
        assertEquals(10, list.free());
        assertEquals(0, list.taken());
    }

    @Test
    void leavesEntriesOverItsBoundAndUsesTheirSlotsAgain() {
        FreeList<Entry> list = list(10);
        for (int i = 0; i < 10; i++) {
            takeAndGive(list, 50_000); // more in all than there are slots
        }
        assertEquals(10, list.free());
        assertEquals(0, list.taken());
        Entry last = takeMany(list, 50_000).getLast();
        assertTrue(last.slot != Pooled.NO_SLOT);
    }

    @Test
    void worksWithoutSlotsWhenAllAreOut() {
        FreeList<Entry> list = list(10);
        List<Entry> entries = takeMany(list, 70_000);
        assertEquals(70_000, list.taken());
        entries.reversed().forEach(list::give);
        assertEquals(10, list.free());
        assertEquals(0, list.taken());
    }

    @Test
    void worksWithoutSlotsWhenAllAreLost() {
        FreeList<Entry> list = list(10);
        takeMany(list, 70_000);
        made.set(0);
        takeAndGive(list, 5);
        takeAndGive(list, 5);
        assertEquals(10, made.get());
        assertEquals(0, list.free());
        assertEquals(70_000, list.taken());
    }

    @Test
    void forgetsEntriesThatAreLost() {
        FreeList<Entry> list = list(10);
        takeMany(list, 5);
        assertEquals(5, list.taken());
        takeAndGive(list, 1);
        assertEquals(1, list.free());
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void givesNoEntryToTwoThreads() throws Exception {
        FreeList<Entry> list = list(6); // small, so that it runs empty and over
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                Random random = new Random(i);
                workers.add(threads.submit(() -> work(list, random)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        assertEquals(0, list.taken());
        assertTrue(list.free() <= 6);
    }

    private static void work(FreeList<Entry> list, Random random) {
        Entry[] held = new Entry[4];
        for (int i = 0; i < 500_000; i++) {
            int at = random.nextInt(held.length);
            if (held[at] == null) {
                held[at] = list.take();
                assertTrue(held[at].owned.compareAndSet(false, true), "taken twice");
            } else {
                held[at].owned.set(false);
                list.give(held[at]);
                held[at] = null;
            }
        }
        for (Entry entry : held) {
            if (entry != null) {
                entry.owned.set(false);
                list.give(entry);
            }
        }
    }

    private static void takeAndGive(FreeList<Entry> list, int count) {
        takeMany(list, count).forEach(list::give);
    }

    private static List<Entry> takeMany(FreeList<Entry> list, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(list.take());
        }
        return entries;
    }
}
