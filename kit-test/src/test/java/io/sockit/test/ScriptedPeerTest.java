package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Host;
import io.sockit.api.PollFd;
import io.sockit.api.ProgramThread;
import io.sockit.api.VirtualClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

@SockitNetwork
class ScriptedPeerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Host host;
    private VirtualClock clock;
    private ScriptedPeer peer;

    @BeforeEach
    void start(@HostSpec(name = "a", device = "q0=queue:") Host started, VirtualClock time) {
        host = started;
        clock = time;
        peer = ScriptedPeer.of(host, "q0");
    }

    @Nested
    class Injected {
        @Test
        void frameReachesTheHost() {
            peer.inject(Probe.ETHER_TYPE, "01 02 03");
            List<Frame> received = Probe.of(host).received();
            assertEquals(1, received.size());
            assertArrayEquals(new byte[] {1, 2, 3}, received.getFirst().bytes());
        }

        @Test
        void frameOfUnknownProtocolIsCountedDrop() {
            peer.inject(0x1234, "01");
            assertTrue(
                    host.counters().all().keySet().stream().anyMatch(n -> n.contains("Unknown")),
                    () -> host.counters().all().toString());
        }
    }

    @Nested
    class Expected {
        @Test
        void frameIsThereAtOnce() {
            Probe.of(host).send("q0", new byte[] {1, 2});
            peer.expect(SECOND, "01 ..");
            assertEquals(0, clock.nanoTime());
        }

        @Test
        void frameToComeStopsTheClockAtItsMoment() throws Exception {
            ProgramThread later =
                    host.process()
                            .start(
                                    "later",
                                    process -> {
                                        process.poll(new PollFd[0], 700);
                                        Probe.of(host).send("q0", new byte[] {1});
                                    });
            assertEquals(700, peer.expect(SECOND).nanos());
            assertEquals(700, clock.nanoTime());
            later.join();
        }

        @Test
        void frameThatDiffersFailsWithTheDifference() {
            Probe.of(host).send("q0", new byte[] {1, 2});
            AssertionError failure =
                    assertThrows(AssertionError.class, () -> peer.expect(SECOND, "01 03"));
            assertTrue(failure.getMessage().contains("^^"), failure::getMessage);
        }

        @Test
        void frameThatDoesNotComeFailsAfterItsTime() {
            assertThrows(AssertionError.class, () -> peer.expect(SECOND));
            assertEquals(SECOND.toNanos(), clock.nanoTime());
        }

        @Test
        void nothingFailsWhereSomethingIsSent() {
            Probe.of(host).send("q0", new byte[] {1});
            assertThrows(AssertionError.class, () -> peer.expectNothing(SECOND));
        }
    }
}
