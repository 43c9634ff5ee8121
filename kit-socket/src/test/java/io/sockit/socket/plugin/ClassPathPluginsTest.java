package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PluginInfo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// Plug-ins of the class path.
class ClassPathPluginsTest {
    @TempDir Path dir;

    @Test
    void areLoadedAfterWhatTheyRequire() throws Exception {
        Path b = Sources.jar("b", "a").writeTo(dir.resolve("1.jar"));
        Path a = Sources.jar("a").writeTo(dir.resolve("2.jar"));
        try (Bench bench = new Bench(Bench.classPath(b, a)).started()) {
            assertEquals(List.of("a", "b"), bench.verbs());
            assertEquals("p.b.Verb", bench.verb("b").value().about());
        }
    }

    @Test
    void areToldWithJarAndRows() throws Exception {
        Path jar = Sources.jar("a").writeTo(dir.resolve("a.jar"));
        try (Bench bench = new Bench(Bench.classPath(jar)).started()) {
            assertEquals(
                    new PluginInfo(
                            "a",
                            "1.0",
                            jar.toString(),
                            PluginInfo.State.LOADED,
                            List.of(),
                            List.of(new PluginInfo.Contribution("command", "a", "p.a.Verb")),
                            0,
                            null),
                    bench.info("a"));
        }
    }

    @Test
    void areLoadedByNameOnly() throws Exception {
        Path a = Sources.jar("a").writeTo(dir.resolve("a.jar"));
        Path b = Sources.jar("b").writeTo(dir.resolve("b.jar"));
        try (Bench bench = new Bench(Bench.classPath(a, b))) {
            bench.plugins.start(List.of("b"), List.of());
            assertNull(bench.verb("a"));
            assertNotNull(bench.verb("b"));
        }
    }

    @Test
    void answerEnoentForANameThatIsNotThere() throws Exception {
        Path a = Sources.jar("a").writeTo(dir.resolve("a.jar"));
        try (Bench bench = new Bench(Bench.classPath(a))) {
            ErrnoException e =
                    assertThrows(
                            ErrnoException.class,
                            () -> bench.plugins.start(List.of("x"), List.of()));
            assertEquals(Errno.ENOENT, e.errno());
            assertTrue(e.getMessage().contains("[x] (there are: [a])"), e.getMessage());
        }
    }

    @Test
    void areLoadedBesideBrokenOnesThatAreNamed() throws Exception {
        Path unlinked =
                PluginJar.of()
                        .provider("p.x.Entry")
                        .entry("p/x/Entry.class", new byte[9])
                        .writeTo(dir.resolve("1.jar"));
        Path missing = PluginJar.of().provider("p.y.Entry").writeTo(dir.resolve("2.jar"));
        Path other = Sources.jar("z").api("2.0").writeTo(dir.resolve("3.jar"));
        Path good = Sources.jar("good").api(null).writeTo(dir.resolve("4.jar"));
        try (Bench bench = new Bench(Bench.classPath(unlinked, missing, other, good)).started()) {
            assertEquals(List.of("good"), bench.verbs());
            assertEquals(unlinked.toString(), bench.info("p.x.Entry").source());
            assertEquals(missing.toString(), bench.info("p.y.Entry").source());
            assertEquals(other.toString(), bench.info("p.z.Entry").source());
            assertTrue(bench.info("p.z.Entry").fault().contains("Sockit-Api: 2.0"));
        }
    }

    @Test
    void areRefusedWhereTheyClaimWhatAnotherHolds() throws Exception {
        Path a = Sources.jar("a").writeTo(dir.resolve("a.jar"));
        Path b =
                PluginJar.of(Sources.pluginWithKey("b", "a"), Sources.verb("b"))
                        .provider("p.b.Entry")
                        .writeTo(dir.resolve("b.jar"));
        try (Bench bench = new Bench(Bench.classPath(a, b)).started()) {
            assertEquals(List.of("a"), bench.verbs());
            assertEquals("command a is held by plug-in a from " + a, bench.info("b").fault());
        }
    }

    @Test
    void serveSeveralHostsAtOnce() throws Exception {
        String slow =
                Sources.plugin("a")
                        .replace(
                                "contribute(",
                                "for (int i = 0; i < 200; i++) { Thread.yield(); } contribute(");
        PluginJar jar = PluginJar.of(slow, Sources.verb("a")).provider("p.a.Entry");
        Discovery found = Bench.classPath(jar.writeTo(dir.resolve("a.jar")));
        List<Thread> threads =
                java.util.stream.IntStream.range(0, 4)
                        .mapToObj(i -> new Thread(() -> startAndStop(found)))
                        .toList();
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (Thread thread : threads) {
            thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
    }

    private static void startAndStop(Discovery found) {
        for (int i = 0; i < 50; i++) {
            try (Bench bench = new Bench(found).started()) {
                assertEquals(List.of("a"), bench.verbs());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
