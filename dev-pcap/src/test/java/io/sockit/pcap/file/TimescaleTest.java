package io.sockit.pcap.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.math.BigInteger;

/// Nanoseconds of any unit, against arithmetic without limits.
class TimescaleTest {
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger MARGIN = SECOND.multiply(BigInteger.valueOf(20));
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Property
    void isExactOrStandsStillAtTheEnd(
            @ForAll @IntRange(max = 255) int resolution, @ForAll long units, @ForAll long offset) {
        check(resolution, units, offset);
    }

    @Property
    void isExactForTimesThatOccur(
            @ForAll @IntRange(max = 255) int resolution,
            @ForAll @IntRange(max = 63) int shift,
            @ForAll long units,
            @ForAll @IntRange(min = -4000, max = 4000) int offset) {
        check(resolution, units >>> shift, offset);
    }

    private static void check(int resolution, long units, long offset) {
        int n = resolution & 0x7f;
        BigInteger unit = resolution > 0x7f ? BigInteger.TWO.pow(n) : BigInteger.TEN.pow(n);
        BigInteger count = new BigInteger(Long.toUnsignedString(units));
        BigInteger exact =
                count.multiply(SECOND)
                        .divide(unit)
                        .add(BigInteger.valueOf(offset).multiply(SECOND));

        long nanos = new Timescale(resolution, offset).nanos(units);

        // The last seconds of either end are not told from what is beyond.
        if (exact.compareTo(MOST.subtract(MARGIN)) > 0) {
            assertTrue(nanos > Long.MAX_VALUE - MARGIN.longValue());
        } else if (exact.compareTo(MOST.negate().add(MARGIN)) < 0) {
            assertTrue(nanos < MARGIN.longValue() - Long.MAX_VALUE);
        } else {
            assertEquals(exact.longValueExact(), nanos);
        }
    }
}
