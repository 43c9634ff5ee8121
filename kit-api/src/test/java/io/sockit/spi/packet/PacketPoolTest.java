package io.sockit.spi.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

class PacketPoolTest {
    private static final byte[] DATA = new byte[2000];

    private static Packet filled(PacketPool pool, int length) {
        Packet packet = pool.take();
        packet.append(DATA, 0, length);
        return packet;
    }

    @Nested
    class Recycling {
        private final PacketPool pool = new PacketPool();

        @Test
        void givesTheLastReleasedFirst() {
            Packet first = pool.take();
            Packet second = pool.take();
            assertNotSame(first, second);
            first.release();
            second.release();
            assertSame(second, pool.take());
            assertSame(first, pool.take());
        }

        @Test
        void countsWhatIsTakenAndFree() {
            Packet first = filled(pool, 100);
            Packet second = filled(pool, 2000);
            long bytes = 512 + 512 + 2304;
            assertEquals(new PacketPool.Statistics(2, 0, bytes), pool.statistics());
            first.release();
            assertEquals(new PacketPool.Statistics(1, 1, bytes), pool.statistics());
            second.release();
            assertEquals(new PacketPool.Statistics(0, 2, bytes), pool.statistics());
        }

        @Test
        void keepsNoMoreThanItsBound() {
            List<Packet> packets = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                packets.add(filled(pool, 2000));
            }
            assertTrue(pool.statistics().bytes() > 40_000_000);
            packets.forEach(Packet::release);
            assertEquals(0, pool.statistics().taken());
            assertTrue(pool.statistics().bytes() < 11_000_000, () -> "" + pool.statistics());
        }

        @Test
        void refusesASecondRelease() {
            Packet packet = pool.take();
            packet.release();
            assertThrows(IllegalStateException.class, packet::release);
            assertEquals(1, pool.statistics().free());
        }

        @Test
        void takesBackWhatAnotherHostHeldLast() {
            PacketPool other = new PacketPool();
            Packet here = pool.take();
            here.append(new byte[3000], 0, 3000);
            Packet there = other.take();
            there.appendShared(here, 0, 500);
            here.release();
            there.release();
            assertEquals(512 + 2 * 2304, pool.statistics().bytes());
            assertEquals(512, other.statistics().bytes());
        }
    }

    @Nested
    class AcrossThreads {
        private static final int WINDOW = 64;
        private static final int SHARED = 50_000;

        private final PacketPool pool = new PacketPool();
        private final PacketInbox inbox = new PacketInbox();
        private final AtomicInteger out = new AtomicInteger();

        @Test
        @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
        void neverAllocatesInSteadyState() throws Exception {
            try (ExecutorService consumer = Executors.newSingleThreadExecutor()) {
                for (int round = 0; ; round++) {
                    Future<Long> consumed = consumer.submit(() -> allocated(this::consume));
                    long bytes = allocated(this::produce) + consumed.get();
                    if (bytes < 4096) { // over 100,000 packets: what the measuring allocates
                        break;
                    }
                    assertTrue(round < 10, "allocated: " + bytes + " (expected: 0)");
                }
            }
            assertEquals(0, pool.statistics().taken());
        }

        private void produce() {
            for (int i = 0; i < 100_000; i++) {
                while (out.get() >= WINDOW) {
                    LockSupport.parkNanos(1000);
                }
                out.incrementAndGet();
                Packet packet = filled(pool, i % DATA.length);
                packet.push(42);
                inbox.offer(packet);
            }
        }

        private void consume() {
            PacketQueue queue = new PacketQueue();
            for (int i = 0; i < 100_000; ) {
                i += inbox.drainTo(queue);
                int taken = queue.size();
                queue.releaseAll();
                out.addAndGet(-taken); // only now, or more than the window would be out
                LockSupport.parkNanos(1000);
            }
        }

        private static long allocated(Runnable work) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            return threads.getCurrentThreadAllocatedBytes() - before;
        }

        @Test
        @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
        void sharedPayloadComesHomeOnce() throws Exception {
            PacketInbox[] inboxes = {new PacketInbox(), new PacketInbox(), new PacketInbox()};
            List<Future<?>> sharers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(inboxes.length)) {
                for (PacketInbox each : inboxes) {
                    sharers.add(threads.submit(() -> duplicateAndRelease(each)));
                }
                for (int i = 0; i < SHARED; i++) {
                    while (out.get() >= WINDOW) {
                        LockSupport.parkNanos(1000);
                    }
                    Packet packet = filled(pool, 2000);
                    packet.append(DATA, 0, 2000); // into a slab
                    out.addAndGet(inboxes.length);
                    for (PacketInbox each : inboxes) {
                        each.offer(packet.duplicate());
                    }
                    packet.release();
                }
                for (Future<?> sharer : sharers) {
                    sharer.get();
                }
            }
            // A slab released twice or never shows in the sum of free and taken memory.
            PacketPool.Statistics after = pool.statistics();
            assertEquals(0, after.taken());
            drainSlabs();
        }

        private void duplicateAndRelease(PacketInbox from) {
            PacketQueue queue = new PacketQueue();
            for (int i = 0; i < SHARED; ) {
                i += from.drainTo(queue);
                out.addAndGet(-queue.size());
                for (Packet packet = queue.poll(); packet != null; packet = queue.poll()) {
                    Packet copy = packet.duplicate();
                    packet.release();
                    copy.release();
                }
                LockSupport.parkNanos(1000);
            }
        }

        /// Every slab is free, and none is twice in the list.
        private void drainSlabs() {
            Set<Slab> slabs = Collections.newSetFromMap(new IdentityHashMap<>());
            long before = pool.statistics().bytes();
            long heads = (long) pool.statistics().free() * PacketPool.HEAD;
            for (long left = before - heads; left > 0; left -= PacketPool.MEDIUM) {
                assertTrue(slabs.add(pool.slab(PacketPool.MEDIUM)), "one slab given twice");
            }
            assertEquals(before, pool.statistics().bytes(), "a slab was lost");
        }
    }

    @Nested
    class Checked {
        private final PacketPool pool = PacketPool.checked();

        private void releasedHere(Packet packet) {
            packet.release();
        }

        private static void assertNames(String method, Throwable cause) {
            boolean named =
                    Arrays.stream(cause.getStackTrace())
                            .anyMatch(frame -> frame.getMethodName().equals(method));
            assertTrue(
                    named, () -> method + " is not in " + Arrays.toString(cause.getStackTrace()));
        }

        @Test
        void namesWhereAPacketUsedAfterItsReleaseWasReleased() {
            Packet packet = pool.take();
            releasedHere(packet);
            List<Runnable> uses =
                    List.of(
                            packet::length,
                            packet::head,
                            packet::headOffset,
                            packet::headLength,
                            packet::duplicate,
                            packet::markNetwork,
                            packet::networkOffset,
                            packet::timestamp,
                            packet::uncharge,
                            packet::chargedBytes,
                            () -> packet.push(1),
                            () -> packet.pull(0),
                            () -> packet.consume(0),
                            () -> packet.trim(0),
                            () -> packet.append(DATA, 0, 1),
                            () -> packet.appendShared(pool.take(), 0, 0),
                            () -> pool.take().appendShared(packet, 0, 0),
                            () -> packet.absorb(pool.take()),
                            () -> pool.take().absorb(packet),
                            () -> packet.copyTo(0, DATA, 0, 0),
                            () -> packet.checksum(0, 0, 0),
                            () -> new PacketQueue().add(packet),
                            () -> new PacketInbox().offer(packet));
            for (Runnable use : uses) {
                Throwable thrown = assertThrows(IllegalStateException.class, use::run);
                assertNames("releasedHere", thrown.getCause());
            }
        }

        @Test
        void namesTheFirstOfTwoReleases() {
            Packet packet = pool.take();
            releasedHere(packet);
            Throwable thrown = assertThrows(IllegalStateException.class, packet::release);
            assertNames("releasedHere", thrown.getCause());
        }

        @Test
        void refusesAReleaseOrASecondQueueWhileQueued() {
            Packet packet = pool.take();
            PacketQueue queue = new PacketQueue();
            queue.add(packet);
            assertThrows(IllegalStateException.class, packet::release);
            assertThrows(IllegalStateException.class, () -> new PacketInbox().offer(packet));
            queue.poll().release();
            assertEquals(List.of(), pool.leaks());
        }

        @Test
        void listsLeaksWithTheirOrigin() {
            Packet kept = leakHere();
            pool.take().release();
            List<Throwable> leaks = pool.leaks();
            assertEquals(1, leaks.size());
            assertNames("leakHere", leaks.getFirst());
            kept.release();
            assertEquals(List.of(), pool.leaks());
        }

        private Packet leakHere() {
            return pool.take();
        }

        @Test
        void poisonsFreshAndReleasedMemory() {
            Packet packet = pool.take();
            int at = packet.push(20);
            byte[] small = packet.head();
            assertEquals(PacketPool.POISON, small[at]);
            packet.push(500);
            byte[] grown = packet.head();
            small[at] = 1;
            grown[1000] = 1;
            packet.release();
            assertEquals(PacketPool.POISON, small[at]);
            assertEquals(PacketPool.POISON, grown[1000]);
        }

        @Test
        void givesNothingTwice() {
            Packet packet = pool.take();
            packet.release();
            assertNotSame(packet, pool.take());
        }
    }
}
