package io.sockit.socket.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.HostStrand;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Foreign code is called outside, by one thread at a time, and waited for with patience.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OutsideTest {
    private static final Logger LOG = Logger.getLogger(Outside.class.getName());
    private static final long SHORT = 20_000_000L;

    private final HostStrand strand = new SteppedClock().strand("outside");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @BeforeAll
    static void hush() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @AfterEach
    void close() {
        strand.close();
    }

    /// Tells texts; the text "wait" waits.
    private final class Texts extends Outside {
        final Queue<String> news = new ConcurrentLinkedQueue<>();
        final List<String> told = new CopyOnWriteArrayList<>();
        volatile boolean interrupted;

        Texts(long patience) {
            super(strand, patience);
        }

        @Override
        protected boolean hasNews() {
            return !news.isEmpty();
        }

        @Override
        protected void tellNext() throws InterruptedException {
            String next = news.remove();
            interrupted |= Thread.currentThread().isInterrupted();
            if (next.equals("wait")) {
                begun.countDown();
                go.await();
            }
            told.add(next);
        }

        @Override
        protected String whom() {
            return "a test";
        }
    }

    @Test
    void flushGivesUpOnWhoDoesNotComeBack() throws Exception {
        Texts texts = new Texts(SHORT);
        texts.news.addAll(List.of("wait", "x"));
        Thread stuck = Thread.ofPlatform().start(texts::flush);
        begun.await();
        texts.flush();
        assertEquals(List.of(), texts.told);
        go.countDown();
        stuck.join();
        assertEquals(List.of("wait", "x"), texts.told);
    }

    @Test
    void flushWaitsForWhoTells() throws Exception {
        Texts texts = new Texts(Long.MAX_VALUE);
        texts.news.add("wait");
        Thread teller = Thread.ofPlatform().start(texts::flush);
        begun.await();
        Thread waiter = Thread.ofPlatform().start(texts::flush);
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        waiter.join();
        assertEquals(List.of("wait"), texts.told);
        teller.join();
    }

    @Test
    void aProgramOfVirtualTimeMayFlush() throws Exception {
        Texts texts = new Texts(5 * SHORT);
        texts.news.add("wait");
        Thread stuck = Thread.ofPlatform().start(texts::flush);
        begun.await();
        strand.clock().start("flushes", false, texts::flush).join();
        go.countDown();
        stuck.join();
        assertEquals(List.of("wait"), texts.told);
    }

    @Test
    void flushTellsWithoutTheInterruptFlagAndKeepsIt() {
        Texts texts = new Texts(SHORT);
        texts.news.add("x");
        Thread.currentThread().interrupt();
        texts.flush();
        assertTrue(Thread.interrupted());
        assertFalse(texts.interrupted);
        assertEquals(List.of("x"), texts.told);
    }
}
