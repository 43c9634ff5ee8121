package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.sched.SteppedClock;
import io.sockit.socket.strand.SeededStreams;
import io.sockit.spi.Transmit;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// One seed, one trace.
class DeterminismTest {
    private static final int FRAMES = 200;
    private static final int MAX_DELAY = 1_000_000;

    private final StringBuilder trace = new StringBuilder();

    /// Sends frames both ways over a wire that loses and delays them at random.
    private String trace(long seed) throws Exception {
        trace.setLength(0);
        SteppedClock clock = new SteppedClock();
        Wires wires = new Wires();
        try (Site a = site(clock, wires, "a", seed);
                Site b = site(clock, wires, "b", seed)) {
            for (int i = 0; i < FRAMES; i++) {
                a.send("eth0", "%04x".formatted(i));
                b.send("eth0", "%04x".formatted(i));
                clock.advance(Duration.ofNanos(MAX_DELAY / 10));
            }
            clock.runUntilIdle(Duration.ofSeconds(1));
        }
        return trace.toString();
    }

    private Site site(SteppedClock clock, Wires wires, String name, long seed) throws Exception {
        Site site = new Site(clock, wires, name);
        site.devices.tap(
                (link, direction, at, type, frame, dropped) ->
                        trace.append(
                                "%s %s %d %04x%n"
                                        .formatted(name, direction, at, frame.getShort(0))));
        site.devices.add("eth0", "ip:wan");
        RandomGenerator chance = new SeededStreams(seed, name).stream("wire");
        FakeDevice device = site.ip.last();
        device.behaviour =
                frame -> {
                    if (chance.nextInt(10) == 0) {
                        frame.release();
                    } else {
                        device.wire.carry(frame, site.strand.now() + chance.nextInt(MAX_DELAY));
                    }
                    return Transmit.SENT;
                };
        return site;
    }

    @Test
    void sameSeedGivesTheSameTrace() throws Exception {
        String first = trace(1);
        assertTrue(first.lines().count() > 3 * FRAMES);
        for (int i = 0; i < 20; i++) {
            assertEquals(first, trace(1));
        }
    }

    @Test
    void anotherSeedGivesAnother() throws Exception {
        assertNotEquals(trace(1), trace(2));
    }
}
