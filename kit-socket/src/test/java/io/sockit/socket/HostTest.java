package io.sockit.socket;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sockit.api.AddressFamily;
import io.sockit.api.Clock;
import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.Host;
import io.sockit.api.Network;
import io.sockit.api.PollFd;
import io.sockit.api.Process;
import io.sockit.api.ProgramThread;
import io.sockit.api.Sock;
import io.sockit.api.VirtualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Hosts begin and end.
class HostTest {
    private final Network network = Network.create(Clock.virtual(), 7);

    @AfterEach
    void close() {
        network.close();
    }

    private Host.Builder builder(String name) {
        return network.host(name).onlyPlugins(List.of());
    }

    @Test
    void isFoundByTheApi() throws Exception {
        Host host = builder("a").start();
        assertEquals("a", host.name());
        assertEquals(network.clock(), host.clock());
        assertEquals(7, network.seed());
    }

    @Test
    void withoutFamiliesAnswersEafnosupport() throws Exception {
        try (Process process = builder("a").start().process()) {
            ErrnoException e =
                    assertThrows(
                            ErrnoException.class,
                            () ->
                                    process.socket(
                                            new AddressFamily(2, "AF_INET"), Sock.SOCK_DGRAM, 0));
            assertEquals(Errno.EAFNOSUPPORT, e.errno());
        }
    }

    @Test
    void nameOfALivingHostIsTaken() throws Exception {
        Host host = builder("a").start();
        assertThrows(IllegalArgumentException.class, () -> builder("a"));
        host.close();
        host.close();
        builder("a").start();
    }

    @Test
    void startThatFailsLeavesNothingBehind() throws Exception {
        builder("first").start().close(); // starts what all hosts share
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        for (Host.Builder bad :
                List.of(
                        builder("a").device("eth0", "foo:"),
                        builder("a").sysctl("net.core.rmem_max", "-1"),
                        builder("a").sysctl("net.nothing", "1"),
                        builder("a").address("eth0", "10.0.0.1/8"),
                        builder("a").plugins(Path.of("/nowhere/at/all")),
                        network.host("a").onlyPlugins(List.of("nothing")))) {
            assertThrows(ErrnoException.class, bad::start);
        }
        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);
        assertEquals(Set.of(), after);
        assertDoesNotThrow(() -> builder("a").start(), "the name is free");
    }

    @Test
    void closedHostTakesNothingMore() throws Exception {
        Host host = builder("a").start();
        host.close();
        assertThrows(IllegalStateException.class, host::process);
        assertThrows(ErrnoException.class, () -> host.addDevice("lo", "loopback:"));
    }

    @Test
    void closedNetworkClosesItsHosts() throws Exception {
        Host host = builder("a").start();
        network.close();
        assertThrows(IllegalStateException.class, host::process);
        assertThrows(IllegalStateException.class, () -> network.host("b"));
    }

    @Test
    void closedNetworkLetsProgramsEndFirst() throws Exception {
        Host gone = builder("a").start();
        Host host = builder("b").start();
        List<ProgramThread> programs = new ArrayList<>();
        for (Host each : List.of(gone, host)) {
            programs.add(
                    each.process()
                            .start(
                                    "sleeps",
                                    p ->
                                            assertThrows(
                                                    ErrnoException.class,
                                                    () -> p.poll(new PollFd[0], -1))));
        }
        ((VirtualClock) network.clock()).advance(Duration.ofMillis(1));
        gone.close();
        network.close();
        assertEquals(List.of(), host.programs());
        assertEquals(List.of(), gone.programs());
        for (ProgramThread program : programs) {
            program.join();
        }
        assertEquals(Duration.ofMillis(1).toNanos(), network.clock().nanoTime());
    }

    /// One that runs, or is listed, must not be missed by who ends them all.
    @Test
    void closedHostStartsNoProgram() throws Exception {
        Host host = builder("a").start();
        Process process = host.process();
        host.close();
        assertThrows(IllegalStateException.class, () -> process.start("late", p -> {}));
        assertThrows(IllegalStateException.class, () -> process.startVirtual("late", p -> {}));
        assertEquals(List.of(), host.programs());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void programsStartNoOthersWhenTheirNetworkIsClosed() throws Exception {
        Host host = builder("a").start();
        ProgramThread program =
                host.process()
                        .start(
                                "restarts",
                                p -> {
                                    try {
                                        p.poll(new PollFd[0], -1);
                                    } finally {
                                        p.start("late", HostTest::spin);
                                    }
                                });
        VirtualClock clock = (VirtualClock) network.clock();
        clock.advance(Duration.ofMillis(1));
        network.close();
        assertEquals(List.of(), host.programs());
        ExecutionException e = assertThrows(ExecutionException.class, program::join);
        assertInstanceOf(IllegalStateException.class, e.getCause());
        clock.advance(Duration.ofMillis(1)); // no program keeps its turn
    }

    private static void spin(Process process) {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void networkIsClosedOnce() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        ProgramThread stays =
                builder("a")
                        .start()
                        .process()
                        .start(
                                "stays",
                                p -> {
                                    while (!Thread.interrupted()) {
                                        LockSupport.park();
                                    }
                                    interrupted.countDown();
                                    while (!over.get()) {
                                        LockSupport.park();
                                    }
                                });
        network.close();
        interrupted.await();
        network.close();
        assertFalse(stays.thread().isInterrupted());
        over.set(true);
        LockSupport.unpark(stays.thread());
        stays.join();
    }

    @Test
    void settingsApplyBeforeDevices() throws Exception {
        Host host = builder("a").sysctl("net.core.rmem_max", "5000").start();
        assertEquals("5000", host.sysctls().get("net.core.rmem_max"));
        assertFalse(host.sysctls().names().isEmpty());
        assertNotEquals("", host.sysctls().describe("net.core.rmem_max"));
    }
}
