package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.ErrnoException;
import io.sockit.spi.Command;
import io.sockit.spi.Contribution;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// After its unloading, nothing in the kit holds a class of a plug-in.
class PluginCollectionTest {
    private static final int CYCLES = 100;
    private static final int COLLECTIONS = 200;

    /// Has of everything that could keep it: a listener, a timer, a poke, a task, an export, a
    /// point of its own, and a fault whose trace has its classes.
    private static final String BUSY =
            """
            package p.busy;
            import io.sockit.spi.*;
            public final class Entry extends PluginModule {
                public Entry() { super("busy", "1.0"); }
                @Override protected void configure() {
                    contribute(Command.POINT, "busy", Verb.class);
                    contribute(Verb.OWN, new Verb.Key(1), Verb.class);
                    export(Verb.class);
                }
            }
            """;

    private static final String BUSY_VERB =
            """
            package p.busy;
            import com.google.inject.Inject;
            import io.sockit.spi.*;
            public final class Verb implements Command {
                public record Key(int number) {}
                public static final ExtensionPoint<Key, Verb> OWN =
                    new ExtensionPoint<>("own", Key.class, Verb.class);
                @Inject Verb(Extensions extensions, Strand strand, Timers timers) {
                    extensions.of(Command.POINT).listen(new ExtensionView.Listener<>() {
                        @Override public void added(String key, Contribution<Command> row) {}
                        @Override public void removed(String key, Contribution<Command> row) {}
                    });
                    extensions.of(OWN).listen(new ExtensionView.Listener<>() {
                        @Override public void added(Key key, Contribution<Verb> row) {
                            row.fault(new IllegalStateException("mine"));
                        }
                        @Override public void removed(Key key, Contribution<Verb> row) {
                            throw new IllegalStateException("mine too");
                        }
                    });
                    Timer timer = timers.timer(now -> {});
                    Poke poke = strand.poke(bits -> timer.armIn(1_000_000_000_000L));
                    poke.poke(1);
                    strand.task(() -> { throw new IllegalStateException("of the task"); }).submit();
                    System.getLogger("p.busy");
                }
                @Override public String about() {
                    try (var in = getClass().getResource("/some.txt").openStream()) {
                        return new String(in.readAllBytes());
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
                @Override public int run(
                        io.sockit.api.Host host, java.util.List<String> arguments,
                        java.io.PrintWriter out) {
                    throw new IllegalStateException("while running");
                }
            }
            """;

    @TempDir Path dir;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<Reference<ClassLoader>> loaders = new HashSet<>();

    @Test
    void everyLoaderOfAHundredCyclesIsCollected() throws Exception {
        jar().writeTo(dir.resolve("busy/busy.jar"));
        try (Bench bench = new Bench().started()) {
            List<Contribution<Command>> kept = new ArrayList<>(); // as open descriptors keep them
            for (int i = 0; i < CYCLES; i++) {
                kept.add(cycle(bench, "busy", dir.resolve("busy")));
            }
            assertAllCollected();
            assertEquals("busy", kept.getFirst().plugin());
        }
    }

    @Test
    void loadersOfWhatRequiresEachOtherAreCollected() throws Exception {
        jar().writeTo(dir.resolve("busy/busy.jar"));
        Sources.jar("user", "busy").writeTo(dir.resolve("user/user.jar"));
        try (Bench bench = new Bench().started()) {
            for (int i = 0; i < 3; i++) {
                bench.plugins.load(dir.resolve("busy"));
                cycle(bench, "user", dir.resolve("user"));
                watch(bench.verb("busy"));
                bench.plugins.unload("busy");
            }
            assertAllCollected();
        }
    }

    @Test
    void loadersOfRefusedJarsAreCollected() throws Exception {
        String thrower = Sources.verb("bad", "Verb() { throw new IllegalStateException(\"no\"); }");
        PluginJar.of(Sources.plugin("bad"), thrower)
                .provider("p.bad.Entry")
                .writeTo(dir.resolve("bad/bad.jar"));
        try (Bench bench = new Bench().started()) {
            // Only the kit sees a refused loader: it is caught as the context of its constructors.
            bench.services.onOpen =
                    () -> loaders.add(reference(Thread.currentThread().getContextClassLoader()));
            for (int i = 0; i < 3; i++) {
                assertThrows(ErrnoException.class, () -> bench.plugins.load(dir.resolve("bad")));
            }
            assertEquals(3, loaders.size());
            assertAllCollected();
        }
    }

    @Test
    void aReplacedJarShowsItsNewContent() throws Exception {
        Path file = dir.resolve("busy/busy.jar");
        try (Bench bench = new Bench().started()) {
            jar().writeTo(file);
            cycle(bench, "busy", file.getParent());
            jar().entry("some.txt", "another text, longer".getBytes(StandardCharsets.UTF_8))
                    .writeTo(file);
            bench.plugins.load(file.getParent());
            assertEquals("another text, longer", bench.verb("busy").value().about());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noJarStaysOpen() throws Exception {
        Path file = jar().writeTo(dir.resolve("busy/busy.jar"));
        try (Bench bench = new Bench().started()) {
            bench.plugins.load(file.getParent());
            assertTrue(openFiles().contains(file));
            bench.verb("busy").value().about();
            bench.plugins.unload("busy");
            assertFalse(openFiles().contains(file));
        }
    }

    private static List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                try {
                    open.add(Files.readSymbolicLink(link));
                } catch (NoSuchFileException e) {
                    open.remove(link); // closed since it was listed
                }
            }
        }
        return open;
    }

    private static PluginJar jar() {
        return PluginJar.of(BUSY, BUSY_VERB)
                .provider("p.busy.Entry")
                .entry("some.txt", "some text".getBytes(StandardCharsets.UTF_8));
    }

    private Contribution<Command> cycle(Bench bench, String name, Path folder) throws Exception {
        bench.plugins.load(folder);
        Contribution<Command> row = bench.verb(name);
        watch(row);
        assertTrue(row.pin());
        row.value().about();
        try {
            row.value().run(null, List.of(), null);
        } catch (IllegalStateException e) {
            row.fault(e);
        }
        row.release();
        bench.plugins.unload(name);
        return row;
    }

    private void watch(Contribution<Command> row) {
        loaders.add(reference(row.value().getClass().getClassLoader()));
    }

    private Reference<ClassLoader> reference(ClassLoader loader) {
        return new PhantomReference<>(loader, collected);
    }

    private void assertAllCollected() throws InterruptedException {
        assertTrue(!loaders.isEmpty());
        for (int i = 0; i < COLLECTIONS && !loaders.isEmpty(); i++) {
            System.gc();
            for (Reference<?> gone = collected.remove(20); gone != null; gone = collected.poll()) {
                loaders.remove(gone);
            }
        }
        assertEquals(0, loaders.size(), "loaders are still held");
    }
}
