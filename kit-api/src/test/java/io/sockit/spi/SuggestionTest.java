package io.sockit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

/// The name that was meant.
class SuggestionTest {
    private static final List<String> KNOWN = List.of("addresses", "devices", "routes");

    @ParameterizedTest
    @CsvSource({
        "device, devices",
        "devicse, devices",
        "DEVICES, devices",
        "ruotes, routes",
        "adresses, addresses",
        "x, ''",
        "programs, ''",
        "'', ''",
    })
    void nearestTakesTheFewestEdits(String name, String nearest) {
        assertEquals(nearest, Suggestion.nearest(name, KNOWN));
    }

    @Test
    void expectedListsTheKnownNames() {
        assertEquals(
                "expected: 'routes'? one of [addresses, devices, routes]",
                Suggestion.expected("route", KNOWN));
        assertEquals(
                "expected: one of [addresses, devices, routes]", Suggestion.expected("x", KNOWN));
        assertEquals("expected: none", Suggestion.expected("x", List.of()));
    }

    @Test
    void manyNamesAreCounted() {
        List<String> many = IntStream.range(0, 40).mapToObj(i -> "name" + i).toList();
        assertEquals("expected: 'name7'? 40 others", Suggestion.expected("name7.", many));
    }
}
