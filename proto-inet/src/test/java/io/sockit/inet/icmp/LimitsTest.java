package io.sockit.inet.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class LimitsTest {
    private static final long SECOND = 1_000_000_000L;

    private static int atOnce(GlobalLimit limit, long now) {
        int taken = 0;
        while (limit.take(now)) {
            taken++;
        }
        return taken;
    }

    /// A sender who uses up the limit cannot tell whether others did (CVE-2020-25705).
    @Test
    void numberOfErrorsAtOnceCannotBeForetold() {
        Set<Integer> numbers = new HashSet<>();
        int sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            int taken = atOnce(new GlobalLimit(() -> 1000, () -> 50, new Random(seed)), 0);
            numbers.add(taken);
            sum += taken;
        }
        assertTrue(numbers.size() > 15, "numbers: " + numbers);
        assertEquals(50, sum / 400.0, 2);
    }

    @Test
    void globalLimitFillsUpAgain() {
        GlobalLimit limit = new GlobalLimit(() -> 1000, () -> 50, new Random(3));
        int sum = 0;
        for (int second = 0; second < 100; second++) {
            for (int millisecond = 0; millisecond < 1000; millisecond += 10) {
                sum += atOnce(limit, second * SECOND + millisecond * 1_000_000L);
            }
        }
        assertEquals(1000, sum / 100.0, 30);
    }

    @Test
    void peersAreBoundedAndTheLastOnesKept() {
        PeerLimits limits = new PeerLimits(() -> 1000, () -> 1000, 77);
        for (long peer = 1; peer < 100_000; peer++) {
            for (int i = 0; i < 6; i++) {
                assertTrue(limits.take(0x2001_0db8L << 32, peer, peer));
            }
            assertFalse(limits.take(0x2001_0db8L << 32, peer, peer));
        }
    }
}
