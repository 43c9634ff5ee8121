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

    private final PacketPool pool = new PacketPool();
    private HeapShare heap = HeapShare.JVM;

    private FreeList<Entry> list(int bound) {
        return new FreeList<>(
                bound,
                1,
                heap,
                heap.open(pool),
                () -> {
                    made.incrementAndGet();
                    return new Entry();
                });
    }

    @Test
    void makesNoEntryWhileFreeOnesLast() {
        FreeList<Entry> list = list(10);
        takeAndGive(list, 10, false);
        takeAndGive(list, 10, false);
        takeAndGive(list, 10, true);
        takeAndGive(list, 10, true);
        takeAndGive(list, 10, false);
        assertEquals(20, made.get()); // the strand keeps its own
        assertEquals(20, list.free());
        assertEquals(0, list.taken());
    }

    @Test
    void givesTheLastOneFirst() {
        for (boolean inside : new boolean[] {false, true}) {
            FreeList<Entry> list = list(10);
            List<Entry> entries = takeMany(list, 3, inside);
            entries.forEach(each -> list.give(each, inside));
            assertEquals(entries.reversed(), takeMany(list, 3, inside));
        }
    }

    @Test
    void keepsEntriesUpToItsBound() {
        FreeList<Entry> list = list(10);
        takeAndGive(list, 100_000, false);
        assertEquals(10, list.free());
        takeAndGive(list, 100_000, true);
        assertEquals(20, list.free());
        assertEquals(0, list.taken());
    }

    @Test
    void theStrandTakesWhatOthersReturn() {
        FreeList<Entry> list = list(100);
        for (int i = 0; i < 10; i++) {
            takeMany(list, 50, true).forEach(each -> list.give(each, false));
        }
        assertEquals(50, made.get());
        assertEquals(50, list.free());
    }

    @Test
    void othersTakeWhatTheStrandHasTooMany() {
        FreeList<Entry> list = list(100);
        for (int i = 0; i < 1000; i++) {
            takeMany(list, 5, false).forEach(each -> list.give(each, true));
        }
        assertEquals(105, made.get(), 5);
        assertEquals(0, list.taken());
    }

    @Test
    void manyInUseAtOnceAreNotMadeAnew() {
        FreeList<Entry> list = list(10);
        List<Entry> held = takeMany(list, 200_000, true);
        made.set(0);
        for (int i = 0; i < 1000; i++) {
            list.give(held.removeLast(), (i & 1) == 0);
            held.add(list.take((i & 2) == 0));
        }
        assertTrue(made.get() <= 20, () -> "made: " + made);
    }

    @Test
    void keepsFewWhereTheHeapIsCrowded() {
        heap = new HeapShare(16_000); // crowded above 5,000
        FreeList<Entry> list = list(4000);
        takeAndGive(list, 4000, true);
        assertEquals(4000, list.free());
        takeAndGive(list, 4000, false);
        assertEquals(5000, list.free());
        FreeList<Entry> other = list(4000);
        takeAndGive(other, 100, true);
        takeAndGive(other, 100, false);
        assertTrue(other.free() <= 3 * 16, () -> "free: " + other.free());
    }

    @Test
    void keepsNothingWithoutABound() {
        FreeList<Entry> list = list(0);
        takeAndGive(list, 10, true);
        takeAndGive(list, 10, false);
        assertEquals(20, made.get());
        assertEquals(0, list.free());
        assertEquals(0, list.taken());
    }

    @Test
    void entriesThatAreLostCountAsTaken() {
        FreeList<Entry> list = list(10);
        takeMany(list, 5, true);
        assertEquals(5, list.taken());
        takeAndGive(list, 1, true);
        assertEquals(1, list.free());
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void givesNoEntryToTwoThreads() throws Exception {
        FreeList<Entry> list = list(6); // small, so that it runs empty and over
        // One of them is inside the strand.
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                Random random = new Random(i);
                boolean inside = i == 0;
                workers.add(threads.submit(() -> work(list, random, inside)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        assertEquals(0, list.taken());
        assertTrue(list.free() <= 3 * 6);
    }

    private static void work(FreeList<Entry> list, Random random, boolean inside) {
        Entry[] held = new Entry[4];
        for (int i = 0; i < 500_000; i++) {
            int at = random.nextInt(held.length);
            if (held[at] == null) {
                held[at] = list.take(inside);
                assertTrue(held[at].owned.compareAndSet(false, true), "taken twice");
            } else {
                held[at].owned.set(false);
                list.give(held[at], inside);
                held[at] = null;
            }
        }
        for (Entry entry : held) {
            if (entry != null) {
                entry.owned.set(false);
                list.give(entry, inside);
            }
        }
    }

    private static void takeAndGive(FreeList<Entry> list, int count, boolean inside) {
        takeMany(list, count, inside).forEach(each -> list.give(each, inside));
    }

    private static List<Entry> takeMany(FreeList<Entry> list, int count, boolean inside) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(list.take(inside));
        }
        return entries;
    }
}
