package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static final byte[] FIRST = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final byte[] LAST = {9, 10};
    private static final byte[] WHOLE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    private final Fragments fragments = new Fragments();

    @Test
    void becomeWholeInAnyOrder() {
        assertNull(fragments.add("a", 8, false, LAST));
        assertNull(fragments.add("b", 0, true, FIRST));
        assertArrayEquals(WHOLE, fragments.add("a", 0, true, FIRST));
        assertArrayEquals(WHOLE, fragments.add("b", 8, false, LAST));
        assertEquals(0, fragments.incomplete());
    }

    @Test
    void withAGapStayIncomplete() {
        assertNull(fragments.add("a", 0, true, FIRST));
        assertNull(fragments.add("a", 16, false, LAST));
        assertEquals(1, fragments.incomplete());
    }

    @Test
    void thatOverlapAreNotPutTogether() {
        assertNull(fragments.add("a", 0, true, FIRST));
        assertNull(fragments.add("a", 4, false, LAST));
        assertNull(fragments.add("a", 8, false, LAST));
        assertEquals(1, fragments.incomplete());
    }

    @Test
    void areForgottenWhereTheyAreTooMany() {
        for (int i = 0; i < 5000; i++) {
            assertNull(fragments.add("packet" + i, 0, true, FIRST));
        }

        assertEquals(5000, fragments.incomplete());
        assertNull(fragments.add("packet0", 8, false, LAST));
        assertArrayEquals(WHOLE, fragments.add("packet4999", 8, false, LAST));
    }

    @Test
    void areForgottenWhereTheyAreTooLarge() {
        byte[] long60k = new byte[60_000];
        for (int i = 0; i < 300; i++) {
            assertNull(fragments.add("packet" + i, 0, true, long60k));
        }
        for (int i = 0; i < 1000; i++) {
            assertNull(fragments.add("overlapping", 8 * i, true, new byte[50_000]));
        }

        assertTrue(fragments.givenUp() > 300, () -> fragments.givenUp() + "");
        assertNull(fragments.add("a", 0, true, FIRST));
        assertArrayEquals(WHOLE, fragments.add("a", 8, false, LAST));
    }

    @Test
    void thatCarryNothingAreNoneUnlessTheyEndIt() {
        for (int i = 0; i < 8192; i++) {
            assertNull(fragments.add("empty", 8 * i, true, new byte[0]));
        }
        assertEquals(0, fragments.incomplete());
        assertNull(fragments.add("a", 0, true, FIRST));
        assertArrayEquals(FIRST, fragments.add("a", 8, false, new byte[0]));
    }

    @Test
    void areForgottenWhereTheyAreTooSmall() {
        for (int i = 0; i < 1000; i++) {
            for (int piece = 0; piece < 1000; piece++) {
                assertNull(fragments.add("packet" + i, 8 * piece, true, FIRST));
            }
        }

        assertTrue(fragments.givenUp() > 750, () -> fragments.givenUp() + "");
    }

    @Test
    void areOfOnePacketAtMostAsManyAsTheSmallestPacketsMake() {
        for (int i = 0; i < 1365; i++) {
            assertNull(fragments.add("full", 8 * i, true, FIRST));
            assertNull(fragments.add("more", 8 * i, true, FIRST));
        }

        assertNull(fragments.add("more", 8 * 1365, true, FIRST));
        assertNull(fragments.add("more", 8 * 1366, false, FIRST));
        byte[] whole = fragments.add("full", 8 * 1364, false, FIRST);
        assertEquals(8 * 1365, whole == null ? 0 : whole.length);
    }

    @Test
    void beyondTheLongestPacketAreNoneOfIt() {
        assertNull(fragments.add("a", 65_528, false, FIRST));
        assertEquals(0, fragments.incomplete());
    }
}
