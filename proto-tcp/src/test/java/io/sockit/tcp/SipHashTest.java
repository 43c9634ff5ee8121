package io.sockit.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /// Of the bytes 00 01 … 27 with the key 00 01 … 0f, computed by a program that has the authors'
    /// value a129ca6149be45e5 for 00 … 0e.
    @Test
    void hashesFiveWords() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

        long value =
                hash.of(
                        0x0706050403020100L,
                        0x0f0e0d0c0b0a0908L,
                        0x1716151413121110L,
                        0x1f1e1d1c1b1a1918L,
                        0x2726252423222120L);

        assertEquals(0x0e3ea96b5304a7d0L, value);
    }
}
