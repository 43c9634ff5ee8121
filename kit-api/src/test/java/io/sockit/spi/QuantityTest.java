package io.sockit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers with units.
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "20ms, 20000000",
        "1.5 us, 1500",
        "2s, 2000000000",
        "1m, 60000000000",
        "1H, 3600000000000",
    })
    void timesHaveUnits(String text, long nanos) {
        assertEquals(nanos, Quantity.NANOS.parse(text));
        assertEquals(nanos, Quantity.SECONDS.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-1s", "1x", "0.1ns", "99999999999999999999s", "1s2"})
    void whatIsNoTimeIsNull(String text) {
        assertNull(Quantity.NANOS.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"0.2, 200000000", "3, 3000000000"})
    void secondsNeedNoUnit(String text, long nanos) {
        assertEquals(nanos, Quantity.SECONDS.parse(text));
    }
}
