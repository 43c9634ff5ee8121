package io.sockit.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LineTest {
    private static final long MS = 1_000_000;
    private static final long MBIT = 1_000_000;

    @Test
    void lineWithoutRateOnlyDelays() {
        Line line = new Line(Line.UNLIMITED, 0, 20 * MS);
        assertEquals(20 * MS, line.send(1500, 0));
        assertEquals(20 * MS + 5, line.send(1500, 5));
    }

    @Nested
    class Rate {
        @Test
        void frameTakesItsBitsOverTheRateThenTheDelay() {
            Line line = new Line(10 * MBIT, 1 << 20, 20 * MS);
            assertEquals(1_200_000 + 20 * MS, line.send(1500, 0)); // 12,000 bits at 10 Mbit/s
        }

        @Test
        void framesFollowOneAnotherOnBusyLine() {
            Line line = new Line(10 * MBIT, 1 << 20, 0);
            assertEquals(1_200_000, line.send(1500, 0));
            assertEquals(2_400_000, line.send(1500, 0));
            assertEquals(2_480_000, line.send(100, 2_399_999));
        }

        @Test
        void idleLineStartsAnew() {
            Line line = new Line(10 * MBIT, 1 << 20, 0);
            line.send(1500, 0);
            assertEquals(6_200_000, line.send(1500, 5_000_000));
        }

        @Test
        void aMillionFramesAtOddRateDoNotDrift() {
            long rate = 7_777_777;
            Line line = new Line(rate, 1 << 20, 0);
            long now = 0;
            long last = 0;
            for (int i = 0; i < 1_000_000; i++) {
                last = line.send(113, now);
                now = last - 1; // never idle
            }
            assertEquals(113L * 8 * 1_000_000 * 1_000_000_000 / rate, last);
        }

        @Test
        void oneBitASecondIsARate() {
            Line line = new Line(1, 64 << 20, 0);
            assertEquals(8_000_000_000L, line.send(1, 0));
            assertEquals(8_000_000_000L * 65_536, line.send(65_535, 0));
        }
    }

    @Nested
    class Queue {
        @Test
        void takesAsManyBytesAsItHolds() {
            Line line = new Line(8 * MBIT, 3000, 0); // a byte a microsecond
            assertTrue(line.send(1000, 0) > 0);
            assertTrue(line.send(1000, 0) > 0);
            assertTrue(line.send(1000, 0) > 0);
            assertEquals(Line.FULL, line.send(1, 0));
        }

        @Test
        void hasRoomAgainAsTheLineSends() {
            Line line = new Line(8 * MBIT, 2000, 0);
            line.send(1000, 0);
            line.send(1000, 0);
            assertEquals(Line.FULL, line.send(100, 99_999));
            assertEquals(2_100_000, line.send(100, 100_000));
        }

        @Test
        void frameThatFindsNoRoomCostsTheLineNothing() {
            Line line = new Line(8 * MBIT, 2000, 0);
            line.send(2000, 0);
            assertEquals(Line.FULL, line.send(2000, 0));
            assertEquals(3_000_000, line.send(1000, 1_000_000));
        }

        @Test
        void idleLineTakesFrameLargerThanTheQueue() {
            Line line = new Line(8 * MBIT, 0, 0);
            assertEquals(1_500_000, line.send(1500, 0));
            assertEquals(Line.FULL, line.send(1, 1_499_999));
            assertEquals(3_000_000, line.send(1500, 1_500_000));
        }

        @Test
        void largestQueueAtHighestRateDoesNotOverflow() {
            Line line = new Line(1_000_000_000_000L, 64 << 20, 0);
            int taken = 0;
            while (line.send(65_536, 0) != Line.FULL) {
                taken++;
            }
            assertEquals(1024, taken);
        }
    }
}
