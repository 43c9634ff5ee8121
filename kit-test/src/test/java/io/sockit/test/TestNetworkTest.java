package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PollFd;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TestNetworkTest {
    private final TestNetwork net = TestNetwork.create(7);

    @Test
    void closingFindsPacketThatLeaked() throws ErrnoException {
        HostSide.of(host()).pool.take();
        AssertionError failure = assertThrows(AssertionError.class, net::close);
        assertTrue(failure.getMessage().contains("not released"), failure::getMessage);
    }

    @Test
    void closingFindsProgramThatStillRuns() throws ErrnoException {
        host().process().start("stuck", process -> process.poll(new PollFd[0], -1));
        net.clock().advance(Duration.ofSeconds(1));
        AssertionError failure = assertThrows(AssertionError.class, net::close);
        assertTrue(failure.getMessage().contains("program stuck"), failure::getMessage);
    }

    @Test
    void reportShowsSeedPacketsAndCounters() throws ErrnoException {
        Probe.of(host()).send("q0", new byte[] {1, 2, 3});
        String report = net.report();
        assertTrue(report.startsWith("seed: 7"), report);
        assertTrue(report.contains("0.000000000 a q0 OUT 0x88b5 3 010203"), report);
        assertEquals(1, net.trace().lines().size());
        net.close();
    }

    private Host host() throws ErrnoException {
        return net.host("a").device("q0", "queue:").start();
    }
}
