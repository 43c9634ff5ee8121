package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Task;
import io.sockit.spi.Timer;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class OwnersTest {
    private final SteppedClock clock = new SteppedClock();
    private final HostStrand strand = clock.strand("a");
    private final PluginOwner owner = new PluginOwner();
    private final Strand view = strand.view(owner);
    private final List<Object> trace = new ArrayList<>();

    private static final class PluginOwner implements Owner {
        private final List<String> faults = new ArrayList<>();
        private volatile boolean alive = true;

        @Override
        public String name() {
            return "plugin";
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void fault(Throwable thrown) {
            faults.add(thrown.getMessage());
        }
    }

    private static Runnable failing(String message) {
        return () -> {
            throw new LinkageError(message);
        };
    }

    @Nested
    class Faults {
        @Test
        void areChargedAndTheStrandGoesOn() {
            Poke poke = view.poke(bits -> failing("poke").run());
            Timer timer = strand.timers(owner).timer(now -> failing("timer").run());
            strand.enter();
            poke.poke(1);
            view.task(failing("task")).submit();
            view.task(() -> trace.add("next")).submit();
            timer.arm(5);
            strand.leave();
            clock.advance(Duration.ofNanos(5));
            assertEquals(List.of("poke", "task", "timer"), owner.faults);
            assertEquals(List.of("next"), trace);
            assertFalse(strand.inside());
        }

        @Test
        void ofACallGoToTheCaller() {
            Task task = view.task(failing("call"));
            assertEquals("call", assertThrows(LinkageError.class, task::call).getMessage());
            assertEquals(List.of(), owner.faults);
            assertThrows(LinkageError.class, task::call);
        }
    }

    @Nested
    class Death {
        @Test
        void dropsWhatItBroughtAndItsTimers() {
            Timer timer = strand.timers(owner).timer(trace::add);
            Poke poke = view.poke(trace::add);
            Task task = view.task(() -> trace.add("task"));
            strand.enter();
            timer.arm(5);
            poke.poke(1);
            task.submit();
            owner.alive = false;
            strand.leave();
            strand.forget(owner);
            poke.poke(1);
            task.submit();
            assertTrue(clock.runUntilIdle(Duration.ofHours(1)));
            assertFalse(timer.armed());
            assertEquals(List.of(), trace);
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void armsNoTimerAfterwards() {
            Timer timer = strand.timers(owner).timer(trace::add);
            owner.alive = false;
            strand.enter();
            timer.arm(5);
            strand.leave();
            assertFalse(timer.armed());
        }

        @Test
        void isNotClaimedOfTheLiving() {
            assertThrows(IllegalStateException.class, () -> strand.forget(owner));
        }

        @Test
        void answersACallThatWaits() throws Exception {
            Task task = view.task(() -> trace.add("task"));
            strand.enter();
            CountDownLatch ended = new CountDownLatch(1);
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            task.call();
                                        } catch (IllegalStateException e) {
                                            trace.add(e.getMessage());
                                        }
                                        ended.countDown();
                                    });
            while (!strand.work.arrivals()) {
                Thread.onSpinWait();
            }
            owner.alive = false;
            strand.leave();
            caller.join();
            assertEquals(List.of("plugin is unloaded"), trace);
        }

        @Test
        void leavesNothingReachable() {
            WeakReference<Object> handler = bringAndForget();
            for (int i = 0; i < 50 && handler.get() != null; i++) {
                System.gc();
            }
            assertNull(handler.get());
        }

        private WeakReference<Object> bringAndForget() {
            PluginOwner dying = new PluginOwner();
            byte[] held = new byte[1];
            Poke poke = strand.view(dying).poke(bits -> trace.add(held));
            Timer timer = strand.timers(dying).timer(now -> trace.add(held));
            Task task = strand.view(dying).task(() -> trace.add(held));
            strand.enter();
            timer.arm(5);
            poke.poke(1);
            task.submit();
            dying.alive = false;
            strand.forget(dying);
            strand.leave();
            return new WeakReference<>(held);
        }
    }
}
