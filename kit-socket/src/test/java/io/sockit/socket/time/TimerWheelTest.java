package io.sockit.socket.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

class TimerWheelTest {
    private static final int TIMERS = 24;

    @Test
    void expiresAtTheNanosecondAndNotBefore() {
        TimerWheel wheel = new TimerWheel(1_000);
        WheelTimer timer = new WheelTimer();
        wheel.arm(timer, 200_001_000);
        assertNull(wheel.poll(200_000_999));
        assertEquals(timer, wheel.poll(200_001_000));
        assertEquals(TimerWheel.NEVER, wheel.nextDeadline());
    }

    @Test
    void keepsTheOrderOfArmingWithinANanosecond() {
        TimerWheel wheel = new TimerWheel(0);
        List<WheelTimer> armed = new ArrayList<>();
        for (long now : new long[] {0, 3_000_000, 4_000_000, 4_999_990}) {
            assertNull(wheel.poll(now));
            WheelTimer timer = new WheelTimer();
            wheel.arm(timer, 5_000_000);
            armed.add(timer);
        }
        for (WheelTimer timer : armed) {
            assertEquals(timer, wheel.poll(5_000_000));
        }
    }

    @Test
    void handsOutWhatIsArmedForThePastAtTheNextStep() {
        TimerWheel wheel = new TimerWheel(100);
        WheelTimer timer = new WheelTimer();
        wheel.begin();
        wheel.arm(timer, 5);
        assertNull(wheel.poll(100));
        assertEquals(100, wheel.nextDeadline());
        wheel.begin();
        assertEquals(timer, wheel.poll(100));
    }

    @Test
    void reachesTheEndOfTime() {
        TimerWheel wheel = new TimerWheel(0);
        WheelTimer timer = new WheelTimer();
        wheel.arm(timer, Long.MAX_VALUE - 1);
        assertNull(wheel.poll(Long.MAX_VALUE - 2));
        assertEquals(timer, wheel.poll(Long.MAX_VALUE - 1));
    }

    @Test
    void forgetsWhatPassesACondition() {
        TimerWheel wheel = new TimerWheel(0);
        List<WheelTimer> timers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            timers.add(new WheelTimer());
            wheel.arm(timers.get(i), 70);
        }
        wheel.removeIf(timer -> timers.indexOf(timer) % 3 != 1);
        assertEquals(timers.get(1), wheel.poll(70));
        assertEquals(timers.get(4), wheel.poll(70));
        assertEquals(timers.get(7), wheel.poll(70));
        assertNull(wheel.poll(70));
    }

    /// Any sequence of arming, cancelling and advancing gives what a sorted map gives.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 4_096, 1L << 40, Long.MAX_VALUE >> 2})
    void behavesLikeASortedMap(long start) {
        SplittableRandom random = new SplittableRandom(start);
        for (int run = 0; run < 200; run++) {
            Model model = new Model(start);
            for (int step = 0; step < 400; step++) {
                model.step(random.nextInt(Integer.MAX_VALUE));
            }
            model.drain();
        }
    }

    /// The wheel beside what it should do.
    private static final class Model {
        private final TimerWheel wheel;
        private final WheelTimer[] timers = new WheelTimer[TIMERS];
        private final long[] armings = new long[TIMERS];
        private final TreeMap<Key, Integer> sorted = new TreeMap<>();
        private long now;
        private long arming;

        Model(long start) {
            now = start;
            wheel = new TimerWheel(start);
            for (int i = 0; i < TIMERS; i++) {
                timers[i] = new WheelTimer();
            }
        }

        void step(int random) {
            int which = (random >>> 2) % TIMERS;
            long delay = (1L + (random >>> 7) % 1000L) << (random >>> 17) % 40;
            switch (random & 3) {
                case 0 -> cancel(which);
                case 1 -> advance(now + delay / 2);
                default -> arm(which, now + delay);
            }
            long next = wheel.nextDeadline();
            assertTrue(sorted.isEmpty() ? next == TimerWheel.NEVER : next <= sorted.firstKey().at);
        }

        void drain() {
            while (!sorted.isEmpty()) {
                advance(wheel.nextDeadline());
            }
        }

        private void arm(int which, long deadline) {
            sorted.remove(new Key(timers[which].deadline, armings[which]));
            armings[which] = ++arming;
            sorted.put(new Key(deadline, arming), which);
            wheel.arm(timers[which], deadline);
        }

        private void cancel(int which) {
            boolean armed = sorted.remove(new Key(timers[which].deadline, armings[which])) != null;
            assertEquals(armed, wheel.cancel(timers[which]));
        }

        private void advance(long to) {
            now = to;
            wheel.begin();
            while (!sorted.isEmpty() && sorted.firstKey().at <= to) {
                assertEquals(timers[sorted.pollFirstEntry().getValue()], wheel.poll(to));
            }
            assertNull(wheel.poll(to));
        }

        private record Key(long at, long arming) implements Comparable<Key> {
            @Override
            public int compareTo(Key other) {
                int order = Long.compare(at, other.at);
                return order != 0 ? order : Long.compare(arming, other.arming);
            }
        }
    }
}
