package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FramePatternTest {
    private static final Frame FRAME = new Frame(0, 0, new byte[] {0x45, 0x00, (byte) 0xff});

    @Nested
    class Matching {
        @Test
        void takesItsBytes() {
            assertTrue(FramePattern.parse("45 00 ff").matches(FRAME));
        }

        @Test
        void refusesAnotherByte() {
            assertFalse(FramePattern.parse("45 00 fe").matches(FRAME));
        }

        @Test
        void dotsTakeAnyByte() {
            assertTrue(FramePattern.parse("45 .. ..").matches(FRAME));
        }

        @Test
        void refusesAnotherLength() {
            assertFalse(FramePattern.parse("45 00").matches(FRAME));
            assertFalse(FramePattern.parse("45 00 ff 00").matches(FRAME));
        }
    }

    @Nested
    class Diff {
        @Test
        void marksTheBytesThatDiffer() {
            assertEquals(
                    """
                      0000 expected 45 .. fe
                           actual   45 00 ff
                                          ^^
                    """,
                    FramePattern.parse("45 .. fe").diff(FRAME));
        }

        @Test
        void namesTheLengths() {
            String diff = FramePattern.parse("45").diff(FRAME);
            assertTrue(diff.startsWith("length: 3 (expected: 1)"), diff);
        }
    }

    @Test
    void textThatIsNoHexIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> FramePattern.parse("4"));
        assertThrows(IllegalArgumentException.class, () -> FramePattern.parse("4g"));
    }
}
