package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PluginInfo;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;
import io.sockit.spi.Poke;
import io.sockit.spi.Strand;
import io.sockit.spi.Timer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A drain on a virtual clock.
class DrainTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir Path dir;

    private final List<String> aborted = new ArrayList<>();
    private Bench bench;
    private Contribution<Command> row;

    @BeforeEach
    void load() throws Exception {
        Sources.jar("a").writeTo(dir.resolve("a/a.jar"));
        bench = new Bench().started(dir);
        row = bench.verb("a");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void unloadsAtOnceWhatNobodyUses() throws Exception {
        long before = bench.clock.nanoTime();
        bench.plugins.drain("a", MINUTE);
        assertEquals(before, bench.clock.nanoTime());
        assertEquals(List.of(), bench.verbs());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void doesNotWaitWhereTheDeadlineIsOver(long seconds) throws Exception {
        row.pin();
        bench.plugins.drain("a", Duration.ofSeconds(seconds));
        assertEquals(0, bench.clock.nanoTime());
        assertEquals(List.of(), bench.verbs());
    }

    @Test
    void isRefusedInsideAnotherChange() throws Exception {
        Sources.jar("b").writeTo(dir.resolve("b/b.jar"));
        bench.changes.run(this::refusesChanges);
        assertTrue(bench.plugins.lookInFolders());
    }

    private void refusesChanges() {
        for (Executable call :
                List.<Executable>of(
                        () -> bench.plugins.drain("a", MINUTE),
                        () -> bench.plugins.unload("a"),
                        () -> bench.plugins.load(dir))) {
            assertEquals(Errno.EBUSY, assertThrows(ErrnoException.class, call).errno());
        }
        assertFalse(bench.plugins.lookInFolders());
    }

    @Test
    void waitsForTheLastUse() throws Exception {
        pinnedFor(Duration.ofSeconds(7));
        bench.plugins.register(aborted::add);
        bench.plugins.drain("a", MINUTE);
        assertEquals(Duration.ofSeconds(7).toNanos(), bench.clock.nanoTime());
        assertEquals(List.of(), aborted);
        assertEquals(List.of(), bench.plugins.all());
    }

    @Test
    void abortsWhatIsLeftAtTheDeadline() throws Exception {
        assertTrue(row.pin());
        bench.plugins.register(
                plugin -> {
                    aborted.add(plugin);
                    row.release();
                });
        bench.plugins.drain("a", MINUTE);
        assertEquals(MINUTE.toNanos(), bench.clock.nanoTime());
        assertEquals(List.of("a"), aborted);
        assertEquals(List.of(), bench.plugins.all());
    }

    @Test
    void leavesTheFaultThatThePlugInHadAtItsEnd() throws Exception {
        assertTrue(row.pin());
        bench.plugins.register(
                plugin -> {
                    row.fault(new IllegalStateException("the end"));
                    row.release();
                });
        bench.plugins.drain("a", MINUTE);
        PluginInfo gone = bench.info("a");
        assertEquals(PluginInfo.State.UNLOADED, gone.state());
        assertTrue(gone.fault().contains("the end"), gone::fault);
        assertEquals(List.of(), gone.contributions());
        bench.plugins.load(dir.resolve("a"));
        assertEquals(List.of(PluginInfo.State.LOADED), states());
    }

    private List<PluginInfo.State> states() {
        return bench.plugins.all().stream().map(PluginInfo::state).toList();
    }

    @Test
    void unloadsEvenWhatIsNeverReleased() throws Exception {
        assertTrue(row.pin());
        bench.plugins.drain("a", MINUTE);
        assertEquals(List.of(), bench.plugins.all());
        row.release();
    }

    @Test
    void refusesNewUsesMeanwhile() throws Exception {
        pinnedFor(Duration.ofSeconds(7));
        List<Object> seen = new ArrayList<>();
        at(
                Duration.ofSeconds(3),
                () -> {
                    seen.add(row.pin());
                    seen.add(row.value().about());
                    seen.add(bench.info("a").state());
                });
        bench.plugins.drain("a", MINUTE);
        assertEquals(List.of(false, "p.a.Verb", PluginInfo.State.DRAINING), seen);
    }

    @Test
    void refusesToLoadWhatRequiresIt() throws Exception {
        Sources.jar("b", "a").writeTo(dir.resolve("later/b.jar"));
        pinnedFor(Duration.ofSeconds(7));
        List<String> answers = new ArrayList<>();
        bench.clock.start(
                "loader",
                false,
                () -> {
                    try {
                        bench.plugins.load(dir.resolve("later"));
                    } catch (ErrnoException e) {
                        answers.add(e.getMessage());
                    }
                });
        bench.plugins.drain("a", MINUTE);
        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().contains("requires plug-in a, which is draining"));
    }

    @Test
    void answersEbusyWhileNeeded() throws Exception {
        Sources.jar("b", "a").writeTo(dir.resolve("b/b.jar"));
        bench.plugins.load(dir.resolve("b"));
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> bench.plugins.drain("a", MINUTE));
        assertEquals(Errno.EBUSY, e.errno());
        assertTrue(row.pin(), "as before");
        row.release();
    }

    @Test
    void keepsThePluginWhereItIsInterrupted() throws Exception {
        assertTrue(row.pin());
        Thread.currentThread().interrupt();
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> bench.plugins.drain("a", MINUTE));
        assertEquals(Errno.EINTR, e.errno());
        assertTrue(Thread.interrupted(), "the flag is kept");
        assertEquals(PluginInfo.State.LOADED, bench.info("a").state());
        assertTrue(row.pin());
        row.release();
        row.release();
    }

    @Test
    void keepsThePluginWhereItCannotWait() {
        assertTrue(row.pin());
        bench.strand.enter();
        try {
            assertThrows(IllegalStateException.class, () -> bench.plugins.drain("a", MINUTE));
        } finally {
            bench.strand.leave();
        }
        assertEquals(PluginInfo.State.LOADED, bench.info("a").state());
        assertTrue(row.pin());
        row.release();
        row.release();
    }

    @Test
    void endsWhereAnotherThreadUnloadsFirst() throws Exception {
        pinnedFor(Duration.ofSeconds(7));
        List<String> answers = new ArrayList<>();
        bench.clock.start(
                "other",
                false,
                () -> {
                    bench.plugins.drain("a", MINUTE);
                    answers.add("drained too");
                });
        bench.plugins.drain("a", MINUTE);
        bench.clock.runUntilIdle(MINUTE);
        assertEquals(List.of("drained too"), answers);
        assertFalse(row.pin());
    }

    @Test
    void everyThreadThatDrainsIsWokenByTheLastUse() throws Exception {
        pinnedFor(Duration.ofSeconds(7));
        List<Long> ends = new ArrayList<>();
        drainElsewhere(MINUTE, ends);
        bench.plugins.drain("a", MINUTE);
        bench.clock.runUntilIdle(MINUTE);
        assertEquals(Duration.ofSeconds(7).toNanos(), bench.clock.nanoTime());
        assertEquals(List.of(bench.clock.nanoTime()), ends);
    }

    @Test
    void waitsNoLongerThanThePluginIsThere() throws Exception {
        assertTrue(row.pin());
        List<Long> ends = new ArrayList<>();
        drainElsewhere(Duration.ofSeconds(3), ends);
        bench.plugins.drain("a", MINUTE);
        assertEquals(List.of(Duration.ofSeconds(3).toNanos()), ends);
        assertEquals(Duration.ofSeconds(3).toNanos(), bench.clock.nanoTime());
    }

    @Test
    void refusesNewUsesUntilTheLastThreadThatDrainsGivesUp() throws Exception {
        assertTrue(row.pin());
        List<Long> ends = new ArrayList<>();
        drainElsewhere(MINUTE, ends);
        bench.clock.advance(Duration.ofSeconds(1));
        Thread.currentThread().interrupt();
        assertThrows(ErrnoException.class, () -> bench.plugins.drain("a", MINUTE));
        assertTrue(Thread.interrupted());
        assertEquals(PluginInfo.State.DRAINING, bench.info("a").state());
        assertFalse(row.pin());
        bench.clock.runUntilIdle(MINUTE);
        assertEquals(List.of(MINUTE.toNanos()), ends);
        assertEquals(List.of(), bench.plugins.all());
    }

    /// As a poke of it that rings itself, or another that rings it.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void namesThePluginThatRingsItselfForEver(int pokes) throws Exception {
        assertTrue(row.pin());
        ringForEver(pokes);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> bench.plugins.drain("a", MINUTE));
        assertTrue(
                e.getMessage().startsWith("work of a keeps the strand of bench at 0 ns"),
                e::getMessage);
        row.release();
        bench.plugins.unload("a");
        assertEquals(List.of(), bench.plugins.all());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void unloadsWhatRingsItselfForEver(boolean byClosing) throws Exception {
        ringForEver(2);
        if (byClosing) {
            bench.plugins.close();
        } else {
            bench.plugins.unload("a");
        }
        assertTrue(bench.clock.runUntilIdle(MINUTE));
    }

    private void ringForEver(int pokes) {
        Strand its = bench.services.strands.get("a");
        Poke[] ring = new Poke[pokes];
        for (int i = 0; i < pokes; i++) {
            int next = (i + 1) % pokes;
            ring[i] = its.poke(bits -> ring[next].poke(1));
        }
        ring[0].poke(1);
    }

    private void drainElsewhere(Duration limit, List<Long> ends) {
        bench.clock.start(
                "other",
                false,
                () -> {
                    bench.plugins.drain("a", limit);
                    ends.add(bench.clock.nanoTime());
                });
    }

    private void pinnedFor(Duration time) {
        assertTrue(row.pin());
        at(time, row::release);
    }

    private void at(Duration time, Runnable action) {
        Timer timer = bench.strand.timers().timer(now -> action.run());
        bench.strand.call(
                () -> {
                    timer.armIn(time.toNanos());
                    return timer;
                });
    }
}
