package io.sockit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

/// Pieces of device strings in any order: they are refused with `EINVAL`, or read and written so
/// that they read the same; their values are in range or refused too.
class DeviceStringFuzzTest {
    private static final String[] PIECES = {
        "link",
        ":",
        "?",
        "&",
        "=",
        "x",
        "delay",
        "rate",
        "%",
        "%2",
        "%26",
        "%3f",
        "%FF",
        "%00",
        "%25",
        "25",
        "+",
        " ",
        "ü",
        "\ud800",
        "\0",
        "20ms",
        "1%",
        "0.5",
        "10mbit",
        "64KiB",
        "-1",
        "99999999999999999999",
        "9223372036854775807",
        "s",
        ".",
        "1e9",
        "0x10",
        "٣",
    };
    private static final int TEXTS = 50_000;

    private final long seed = Long.getLong("sockit.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void everyTextIsRefusedOrReadsTheSameAgain() {
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "link:wan?x=" : "");
            for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            read += check(text.toString());
        }
        assertTrue(read > TEXTS / 10, () -> "too few are read, seed " + seed);
    }

    /// @return 1 where it could be read
    private int check(String text) {
        String said = "'" + text + "', seed " + seed;
        DeviceAddress address;
        try {
            address = DeviceAddress.parse(text);
        } catch (ErrnoException e) {
            assertEquals(Errno.EINVAL, e.errno(), said);
            return 0;
        }
        try {
            assertEquals(address, DeviceAddress.parse(address.toString()), said);
        } catch (ErrnoException e) {
            throw new AssertionError(said + " is written as " + address, e);
        }
        DeviceOptions values = address.values();
        for (String option : address.options().keySet()) {
            assertNotNegative(said, () -> values.nanos(option, 0));
            assertNotNegative(said, () -> values.bitsPerSecond(option, 0));
            assertNotNegative(said, () -> values.bytes(option, 0));
            assertNotNegative(said, () -> values.number(option, 0, 0, Long.MAX_VALUE));
            assertNotNegative(said, () -> values.probability(option, 0));
        }
        return 1;
    }

    private static void assertNotNegative(String said, Value value) {
        try {
            assertTrue(value.read() >= 0, said);
        } catch (ErrnoException e) {
            assertEquals(Errno.EINVAL, e.errno(), said);
        }
    }

    private interface Value {
        double read() throws ErrnoException;
    }
}
