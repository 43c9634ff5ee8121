package io.sockit.inet.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What is remembered of paths.
class PathMtusTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int LINK = 1500;

    private final PathMtus paths = new PathMtus(() -> 600, 77);

    private int mtu(long low, long now) {
        return PathMtus.mtu(paths.find(0, low, () -> now), LINK);
    }

    @Test
    void nothingIsKnownAtFirst() {
        assertEquals(LINK, mtu(1, 0));
    }

    @Test
    void itHoldsForATime() {
        paths.learn(0, 1, 1400, 552, () -> 0);
        assertEquals(1400, mtu(1, 600 * SECOND - 1));
        assertEquals(LINK, mtu(2, 0));
        assertEquals(LINK, mtu(1, 600 * SECOND));
        paths.learn(0, 1, 1450, 552, () -> 600 * SECOND);
        assertEquals(1450, mtu(1, 600 * SECOND));
    }

    @Test
    void itOnlyShrinks() {
        paths.learn(0, 1, 1400, 552, () -> 0);
        paths.learn(0, 1, 1450, 552, () -> SECOND);
        assertEquals(1400, mtu(1, SECOND));
        assertEquals(LINK, mtu(1, 600 * SECOND)); // nor is its life prolonged
        paths.learn(0, 1, 1300, 552, () -> SECOND);
        assertEquals(1300, mtu(1, SECOND));
    }

    @Test
    void itHasAFloorThatLocks() {
        paths.learn(0, 1, 551, 552, () -> 0);
        assertEquals(552, mtu(1, 0));
        assertTrue(PathMtus.locked(paths.find(0, 1, () -> 0)));
        paths.learn(0, 2, 552, 552, () -> 0);
        assertFalse(PathMtus.locked(paths.find(0, 2, () -> 0)));
    }

    @Test
    void theLinkBoundsIt() {
        paths.learn(0, 1, 9000, 552, () -> 0);
        assertEquals(LINK, mtu(1, 0));
    }

    @Test
    void itsMemoryIsBoundedAndWhatEndsFirstMakesRoom() {
        for (int i = 1; i <= 100_000; i++) {
            long at = i;
            paths.learn(0, i, 1400, 552, () -> at);
            assertEquals(1400, mtu(i, i));
        }
        int known = 0;
        for (int i = 1; i <= 100_000; i++) {
            known += mtu(i, 100_000) == 1400 ? 1 : 0;
        }
        assertEquals(PathMtus.ENTRIES, known);
    }
}
