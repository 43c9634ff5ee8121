package io.sockit.socket.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;

class CounterTableTest {
    private final CounterTable counters = new CounterTable();

    @Test
    void allAreThoseThatAreNotZero() {
        counters.counter("A.In").add(2);
        counters.counter("A.Out");

        assertEquals(Map.of("A.In", 2L), counters.all());
        assertEquals(Set.of("A.In", "A.Out"), counters.names());
        assertEquals(0, counters.get("A.Out"));
    }

    @Test
    void dropsAreThoseThatPacketsWereDroppedFor() {
        counters.counter("A.In").add(2);
        CounterTable.drop(counters.counter("A.BadChecksum"), 3);

        assertEquals(Map.of("A.BadChecksum", 3L), counters.drops());
        assertEquals(Map.of("A.BadChecksum", 3L, "A.In", 2L), counters.all());
    }
}
