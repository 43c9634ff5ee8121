package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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

/// Foreign code is called off the strand, by one thread at a time, and waited for with patience.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OffStrandQueueTest {
    private static final Logger LOG = Logger.getLogger(OffStrandQueue.class.getPackageName());
    private static final long SHORT = 20_000_000L;

    private final HostStrand strand = new SteppedClock().strand("a");
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
    private final class Texts {
        final Queue<String> news = new ConcurrentLinkedQueue<>();
        final List<String> told = new CopyOnWriteArrayList<>();
        final OffStrandRunner runner;
        volatile boolean interrupted;

        Texts(long patience) {
            runner = new OffStrandRunner(strand, KitOwner.KIT, this::next, 8, patience);
        }

        private boolean next() {
            String next = news.poll();
            if (next == null) {
                return false;
            }
            interrupted |= Thread.currentThread().isInterrupted();
            if (next.equals("wait")) {
                begun.countDown();
                await(go);
            }
            told.add(next);
            return true;
        }

        void flush() {
            runner.flush();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class Flushing {
        @Test
        void givesUpOnWorkThatDoesNotComeBack() throws Exception {
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
        void waitsForTheThreadThatTells() throws Exception {
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
        void isForProgramsOfVirtualTimeToo() throws Exception {
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
        void hidesTheInterruptFlagAndKeepsIt() {
            Texts texts = new Texts(SHORT);
            texts.news.add("x");
            Thread.currentThread().interrupt();
            texts.flush();
            assertTrue(Thread.interrupted());
            assertFalse(texts.interrupted);
            assertEquals(List.of("x"), texts.told);
        }

        @Test
        void fromACallReturnsAtOnce() {
            OffStrandQueue queue = new OffStrandQueue(strand, "a test");
            List<String> told = new CopyOnWriteArrayList<>();
            queue.add(
                    () -> {
                        queue.add(() -> told.add("second"));
                        queue.flush();
                        told.add("first");
                    });
            assertEquals(List.of("first", "second"), told);
        }
    }

    @Test
    void callsAreMadeAfterTheStrandIsLeftThoughOneFails() {
        OffStrandQueue queue = new OffStrandQueue(strand, "a test");
        List<String> told = new CopyOnWriteArrayList<>();
        strand.run(
                () -> {
                    queue.add(() -> told.add("inside: " + strand.inside()));
                    queue.add(
                            () -> {
                                throw new IllegalStateException("on purpose");
                            });
                    queue.add(() -> told.add("last"));
                    assertEquals(List.of(), told);
                });
        assertEquals(List.of("inside: false", "last"), told);
    }

    @Test
    void inRealTimeManyCallsGoOnOnAThreadOfTheirOwn() {
        HostStrand real = HostClock.system().strand("real");
        OffStrandQueue queue = new OffStrandQueue(real, "a test");
        List<Thread> threads = new CopyOnWriteArrayList<>();
        real.run(
                () -> {
                    for (int i = 0; i < OffStrandRunner.BY_THE_WAY + 1; i++) {
                        queue.add(() -> threads.add(Thread.currentThread()));
                    }
                });
        queue.flush();
        assertEquals(OffStrandRunner.BY_THE_WAY + 1, threads.size());
        assertEquals(Thread.currentThread(), threads.get(OffStrandRunner.BY_THE_WAY - 1));
        assertTrue(threads.getLast().isVirtual());
        real.close();
    }
}
