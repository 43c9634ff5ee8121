package io.sockit.inet.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class AddressMapTest {
    @Test
    void holdsWhatAMapOfTheLibraryHolds() {
        Random random = new Random(5);
        AddressMap<Integer> map = new AddressMap<>();
        Map<List<Object>, Integer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            long high = random.nextInt(3);
            long low = random.nextInt(200);
            int link = random.nextInt(2);
            List<Object> key = List.of(high, low, link);
            if (random.nextBoolean()) {
                map.put(high, low, link, i);
                expected.put(key, i);
            } else {
                assertEquals(expected.remove(key), map.remove(high, low, link));
            }
            assertEquals(expected.get(key), map.find(high, low, link));
        }
        expected.forEach(
                (key, value) ->
                        assertEquals(
                                value,
                                map.find((Long) key.get(0), (Long) key.get(1), (int) key.get(2))));
    }
}
