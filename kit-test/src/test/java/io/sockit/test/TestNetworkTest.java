package io.sockit.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

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
    void closingFindsWhatAProgramThrew() throws ErrnoException {
        host().process().start("server", process -> throwBug());
        net.clock().advance(Duration.ofSeconds(1));
        AssertionError failure = assertThrows(AssertionError.class, net::close);
        assertTrue(failure.getMessage().contains("program server failed: "), failure::getMessage);
        assertEquals("bug", failure.getSuppressed()[0].getCause().getMessage());
    }

    @Test
    void closingTellsNothingTwice() throws ErrnoException {
        ProgramThread server = host().process().start("server", process -> throwBug());
        assertThrows(ExecutionException.class, server::join);
        net.close();
    }

    @Test
    void aProgramWhoseProcessIsClosedMayThrow() throws Exception {
        Process process = host().process();
        process.start("server", TestNetworkTest::throwAfterASecond);
        net.clock().advance(Duration.ofMillis(1));
        process.close();
        net.clock().advance(Duration.ofSeconds(2));
        net.close();
    }

    private static void throwAfterASecond(Process process) throws ErrnoException {
        process.poll(new PollFd[0], Duration.ofSeconds(1).toNanos());
        throw new IllegalStateException("its descriptors are closed");
    }

    private static void throwBug() {
        throw new IllegalStateException("bug");
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
