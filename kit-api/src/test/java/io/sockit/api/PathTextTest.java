package io.sockit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class PathTextTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "\u00e9, \u00c3\u00a9",
        "\ud83d\ude00, \u00f0\u009f\u0098\u0080",
        "a\udcffb, a\u00ffb",
        "\udce2\udc82, \u00e2\u0082",
        "\udced\udca0\udc80, \u00ed\u00a0\u0080",
    })
    void writesBytesThatAreNoUtf8AsCharactersOfTheirOwn(String text, String bytes) {
        assertEquals(bytes, PathText.bytes(text));
        assertEquals(text, PathText.text(bytes));
    }

    @Test
    void losesNoByte() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] some = new byte[random.nextInt(8)];
            random.nextBytes(some);
            String bytes = new String(some, StandardCharsets.ISO_8859_1);
            assertEquals(bytes, PathText.bytes(PathText.text(bytes)));
        }
    }

    @Test
    void refusesHalfASurrogatePair() {
        assertThrows(IllegalArgumentException.class, () -> PathText.bytes("a\ud800"));
        assertThrows(IllegalArgumentException.class, () -> PathText.bytes("\udc7f"));
    }
}
