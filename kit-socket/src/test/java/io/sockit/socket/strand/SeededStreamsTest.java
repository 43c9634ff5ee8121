package io.sockit.socket.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SeededStreamsTest {
    private static final long EXPECTED = -7091643628473984858L;

    private static long first(long seed, String host, String name) {
        return new SeededStreams(seed, host).stream(name).nextLong();
    }

    @Test
    void givesTheSameStreamAtEveryCall() {
        SeededStreams streams = new SeededStreams(7, "a");
        assertSame(streams.stream("x"), streams.stream("x"));
    }

    @Test
    void dependsOnSeedHostAndName() {
        long draw = first(7, "a", "tcp.isn");
        assertEquals(draw, first(7, "a", "tcp.isn"));
        assertNotEquals(draw, first(8, "a", "tcp.isn"));
        assertNotEquals(draw, first(7, "b", "tcp.isn"));
        assertNotEquals(draw, first(7, "a", "ip.id"));
    }

    @Test
    void isTheSameOnEveryMachine() {
        assertEquals(EXPECTED, first(7, "a", "tcp.isn"));
    }

    @Test
    void isNotShiftedByAnotherStream() {
        SeededStreams streams = new SeededStreams(7, "a");
        var _ = streams.stream("ip.id").nextLong();
        assertEquals(first(7, "a", "tcp.isn"), streams.stream("tcp.isn").nextLong());
    }
}
