package io.sockit.socket.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.socket.strand.HostClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;

/// Devices change at both ends of a wire while threads send over it, in real time: whatever meets
/// whatever, a packet arrives or is a counted drop.
class SwapTest {
    private static final int ROUNDS = 100;
    private static final int PACKETS = 50;

    private final Wires wires = new Wires();
    private final Site a = new Site(HostClock.system(), wires, "a");
    private final Site b = new Site(HostClock.system(), wires, "b");
    private final Phaser rounds = new Phaser(3);

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void everyPacketArrivesOrIsACountedDrop() throws Exception {
        a.devices.add("eth0", "ip:wan");
        b.devices.add("eth0", "ip:wan");
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> all =
                    List.of(
                            threads.submit(() -> inRounds(round -> send(a))),
                            threads.submit(() -> inRounds(round -> send(b))),
                            threads.submit(() -> inRounds(this::swap)));
            for (Future<?> one : all) {
                one.get();
            }
        }
        a.close();
        b.close();
        assertEquals(2 * ROUNDS * PACKETS, ended(a) + ended(b));
        assertTrue(a.received.size() + b.received.size() > 0);
        a.nothingLeaks();
        b.nothingLeaks();
    }

    /// The threads begin each round together, so that one that waits for a processor is not left
    /// behind.
    private Void inRounds(Step step) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            rounds.arriveAndAwaitAdvance();
            step.of(round);
        }
        return null;
    }

    private interface Step {
        void of(int round) throws Exception;
    }

    private static void send(Site from) {
        for (int i = 0; i < PACKETS; i++) {
            from.send("eth0", "01");
        }
    }

    private void swap(int round) throws Exception {
        Site site = round % 2 == 0 ? a : b;
        if (round % 3 == 0) {
            site.devices.abort("dev-ip");
        }
        site.devices.replace("eth0", "ip:wan");
    }

    private static long ended(Site site) {
        return site.strand.call(site.received::size)
                + site.counters.drops().values().stream().mapToLong(Long::longValue).sum();
    }
}
