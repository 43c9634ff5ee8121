package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PluginInfo;
import io.sockit.spi.Contribution;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Plug-ins of folders.
class PluginFoldersTest {
    @TempDir Path dir;

    private Bench bench;

    @BeforeEach
    void makeHost() {
        bench = new Bench();
    }

    @AfterEach
    void closeHost() {
        bench.close();
    }

    private void write(PluginJar jar, String file) {
        jar.writeTo(dir.resolve(file));
    }

    private PluginInfo refusal(String name) {
        PluginInfo info = bench.info(name);
        assertEquals(PluginInfo.State.REFUSED, info.state());
        return info;
    }

    @Nested
    class AtTheStart {
        @Test
        void areLoadedInTheOrderOfWhatTheyRequire() throws Exception {
            write(Sources.jar("a", "c"), "1/a.jar");
            write(Sources.jar("b"), "b.jar");
            write(Sources.jar("c", "b"), "2/c.jar");
            bench.started(dir);
            assertEquals(List.of("b", "c", "a"), bench.verbs());
        }

        @Test
        void areRefusedInACircle() throws Exception {
            write(Sources.jar("a", "b"), "a/a.jar");
            write(Sources.jar("b", "c"), "b/b.jar");
            write(Sources.jar("c", "b"), "c/c.jar");
            write(Sources.jar("good"), "good/good.jar");
            bench.started(dir);
            assertEquals(List.of("good"), bench.verbs());
            assertTrue(refusal("b").fault().contains("b -> c -> b"), refusal("b").fault());
            assertTrue(refusal("c").fault().contains("b -> c -> b"), refusal("c").fault());
            assertTrue(refusal("a").fault().contains("requires plug-in b"));
        }

        @Test
        void areRefusedWhileOthersAreLoaded() throws Exception {
            write(Sources.jar("bad").api("2.0"), "bad/bad.jar");
            write(Sources.jar("good"), "good/good.jar");
            bench.started(dir);
            assertEquals(List.of("good"), bench.verbs());
            assertTrue(refusal("bad.jar").source().endsWith("bad.jar"));
        }

        @Test
        void answerEnoentWhereThereIsNoFolder() {
            ErrnoException e =
                    assertThrows(ErrnoException.class, () -> bench.started(dir.resolve("none")));
            assertEquals(Errno.ENOENT, e.errno());
        }
    }

    @Nested
    class WithRequirements {
        private static final String LIB =
                """
                package p.lib;
                public class Lib { public Lib() {} }
                """;

        /// A plug-in whose command hands out its library's class.
        private static PluginJar usesLib(String name, String... requires) {
            return PluginJar.of(
                            Sources.plugin(name, requires),
                            Sources.verb(name)
                                    .replace(
                                            "getClass().getName()",
                                            "p.lib.Lib.class.getClassLoader().toString()"))
                    .provider("p." + name + ".Entry");
        }

        private String libraryOf(String name) {
            return bench.verb(name).value().about();
        }

        @Test
        void haveLibrariesOfTheirOwn() throws Exception {
            for (String name : List.of("a", "b")) {
                write(usesLib(name).against(LIB), name + "/" + name + ".jar");
                write(PluginJar.of(LIB), name + "/lib.jar");
            }
            bench.started(dir);
            assertTrue(libraryOf("a").endsWith("/a"), libraryOf("a"));
            assertTrue(libraryOf("b").endsWith("/b"), libraryOf("b"));
        }

        @Test
        void shareTheLibrariesOfWhatTheyRequire() throws Exception {
            write(usesLib("a").against(LIB), "a/a.jar");
            write(PluginJar.of(LIB), "a/lib.jar");
            write(usesLib("b", "a").against(LIB), "b/b.jar");
            write(PluginJar.of(LIB), "b/lib.jar");
            bench.started(dir);
            assertTrue(libraryOf("b").endsWith("/a"), libraryOf("b"));
        }

        @Test
        void doNotTakeTwiceWhatAParentGave() throws Exception {
            write(Sources.jar("a"), "z/a.jar");
            write(Sources.jar("a"), "b/a.jar");
            write(Sources.jar("b", "a"), "b/b.jar");
            bench.started(dir);
            assertEquals(List.of("a", "b"), bench.verbs());
            assertTrue(bench.info("a").source().endsWith("z/a.jar"));
            assertEquals(2, bench.plugins.all().size(), "nothing is refused");
        }

        @Test
        void stayWithinTheFolderWhereItHoldsAll() throws Exception {
            write(Sources.jar("a"), "f/a.jar");
            write(Sources.jar("b", "a"), "f/b.jar");
            bench.started();
            assertEquals(List.of("a", "b"), bench.plugins.load(dir.resolve("f")));
            assertSame(
                    bench.verb("a").value().getClass().getClassLoader(),
                    bench.verb("b").value().getClass().getClassLoader());
            bench.plugins.unload("b");
            assertEquals("p.a.Verb", bench.verb("a").value().about());
        }

        @Test
        void doNotSeeTheKitsInsides() throws Exception {
            String body = "Object inside = io.sockit.socket.strand.HostClock.system();";
            write(
                    PluginJar.of(Sources.plugin("nosy"), Sources.verb("nosy", body))
                            .provider("p.nosy.Entry"),
                    "nosy/nosy.jar");
            bench.started(dir);
            assertTrue(refusal("nosy").fault().contains("NoClassDefFoundError"));
        }

        @Test
        void injectWhatTheRequiredExport() throws Exception {
            write(exporter(), "a/a.jar");
            write(importer(), "b/b.jar");
            bench.started(dir);
            assertEquals("from a: 1", bench.verb("b").value().about());
            assertEquals("from a: 2", bench.verb("b").value().about());
        }

        private static PluginJar exporter() {
            return PluginJar.of(
                            """
                            package p.a;
                            public final class Entry extends io.sockit.spi.PluginModule {
                                public Entry() { super("a", "1.0"); }
                                @Override protected void configure() { export(Service.class); }
                            }
                            """,
                            service())
                    .provider("p.a.Entry");
        }

        private static String service() {
            return """
            package p.a;
            public class Service {
                private int asked;
                Service() {}
                public String answer() { return "from a: " + ++asked; }
            }
            """;
        }

        private static PluginJar importer() {
            String body =
                    """
                    private final p.a.Service service;
                    @com.google.inject.Inject Verb(p.a.Service service) {
                        this.service = service;
                    }
                    """;
            return PluginJar.of(
                            Sources.plugin("b", "a"),
                            Sources.verb("b", body)
                                    .replace("getClass().getName()", "service.answer()"))
                    .against(service())
                    .provider("p.b.Entry");
        }
    }

    @Nested
    class WhileRunning {
        @Test
        void areUnloadedWithEverythingTheyAdded() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            var row = bench.verb("a");
            bench.plugins.unload("a");
            assertEquals(List.of(), bench.verbs());
            assertEquals(List.of(), bench.plugins.all());
            assertEquals(List.of("open a", "forget a"), bench.services.events);
            assertFalse(row.pin());
            assertThrows(IllegalStateException.class, row::value);
        }

        @Test
        void areLoadedAnew() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            Class<?> before = bench.verb("a").value().getClass();
            bench.plugins.unload("a");
            assertEquals(List.of("a"), bench.plugins.load(dir.resolve("a")));
            assertNotSame(before, bench.verb("a").value().getClass());
        }

        @Test
        void answerEbusyWhileUsed() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            var row = bench.verb("a");
            assertTrue(row.pin());
            assertTrue(row.pin());
            ErrnoException e = assertThrows(ErrnoException.class, () -> bench.plugins.unload("a"));
            assertEquals(Errno.EBUSY, e.errno());
            assertTrue(e.getMessage().contains("used by 2 sockets or devices"), e.getMessage());
            assertEquals(2, bench.info("a").uses());
            row.release();
            row.release();
            assertThrows(IllegalStateException.class, row::release);
            bench.plugins.unload("a");
        }

        @Test
        void answerEbusyWhileNeeded() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            write(Sources.jar("b", "a"), "b/b.jar");
            bench.started(dir);
            ErrnoException e = assertThrows(ErrnoException.class, () -> bench.plugins.unload("a"));
            assertEquals(Errno.EBUSY, e.errno());
            assertTrue(e.getMessage().contains("needed by b"), e.getMessage());
        }

        @Test
        void answerEnoentWhereNothingHasTheName() throws Exception {
            bench.started();
            ErrnoException e = assertThrows(ErrnoException.class, () -> bench.plugins.unload("a"));
            assertEquals(Errno.ENOENT, e.errno());
            assertEquals(
                    Errno.ENOENT,
                    assertThrows(
                                    ErrnoException.class,
                                    () -> bench.plugins.load(dir.resolve("none")))
                            .errno());
        }

        @Test
        void areUnloadedLastFirstWhenTheHostCloses() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            write(Sources.jar("b", "a"), "b/b.jar");
            bench.started(dir);
            assertTrue(bench.verb("a").pin());
            bench.plugins.close();
            assertEquals(
                    List.of("open a", "open b", "forget b", "forget a"), bench.services.events);
            assertEquals(
                    Errno.ENODEV,
                    assertThrows(ErrnoException.class, () -> bench.plugins.load(dir.resolve("a")))
                            .errno());
        }
    }

    @Nested
    class WhenLookedInto {
        @Test
        void giveWhatHasNewlyAppeared() throws Exception {
            bench.started(dir);
            assertFalse(bench.plugins.lookInFolders());
            write(Sources.jar("a"), "a/a.jar");
            assertTrue(bench.plugins.lookInFolders());
            assertNotNull(bench.verb("a"));
            assertFalse(bench.plugins.lookInFolders());
        }

        @Test
        void areNotTriedTwiceWithOneContent() throws Exception {
            write(Sources.jar("bad").api("2.0"), "bad/bad.jar");
            bench.started(dir);
            PluginInfo first = refusal("bad.jar");
            for (int i = 0; i < 100; i++) {
                assertFalse(bench.plugins.lookInFolders());
            }
            assertSame(first, refusal("bad.jar"));
        }

        @Test
        void areTriedAgainWithAnother() throws Exception {
            write(Sources.jar("a").api("2.0"), "a/a.jar");
            bench.started(dir);
            refusal("a.jar");
            write(Sources.jar("a").entry("longer", new byte[100]), "a/a.jar");
            assertTrue(bench.plugins.lookInFolders());
            assertEquals(1, bench.plugins.all().size(), "the refusal is forgotten");
        }

        @Test
        void areTriedAgainOnceWhatTheyRequireHasCome() throws Exception {
            write(Sources.jar("b", "a"), "b/b.jar");
            bench.started(dir);
            assertFalse(bench.plugins.lookInFolders());
            write(Sources.jar("a"), "a/a.jar");
            assertTrue(bench.plugins.lookInFolders());
            assertTrue(bench.plugins.lookInFolders() || bench.verb("b") != null);
            assertEquals(List.of("a", "b"), bench.verbs());
        }

        /// As each `socket()` of an unknown family does.
        @Test
        @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
        void thatHaveNotChangedKeepNobodyWaiting() throws Exception {
            write(Sources.jar("bad").api("2.0"), "bad/bad.jar");
            for (String path : List.of("bad/bad.jar", "bad", "")) {
                Files.setLastModifiedTime(dir.resolve(path), FileTime.fromMillis(1_000_000));
            }
            bench.started(dir);
            List<Boolean> found = new CopyOnWriteArrayList<>();
            bench.changes.run(
                    () -> {
                        Thread other =
                                Thread.ofPlatform()
                                        .start(() -> found.add(bench.plugins.lookInFolders()));
                        assertDoesNotThrow(() -> other.join());
                    });
            assertEquals(List.of(false), found);
            write(Sources.jar("a"), "a/a.jar");
            assertTrue(bench.plugins.lookInFolders());
        }

        @Test
        void keepUnloadedWhatWasUnloaded() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            bench.plugins.unload("a");
            assertFalse(bench.plugins.lookInFolders());
        }

        @Test
        void leaveWhatIsLoadedAloneWhenItsJarChanges() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            write(Sources.jar("a").entry("longer", new byte[100]), "a/a.jar");
            assertFalse(bench.plugins.lookInFolders());
            assertEquals(1, bench.plugins.all().size());
        }

        @Test
        void mayVanish() throws Exception {
            Path sub = Files.createDirectory(dir.resolve("sub"));
            bench.started(sub);
            Files.delete(sub);
            assertFalse(bench.plugins.lookInFolders());
        }
    }

    @Nested
    class Classes {
        private Class<?> found(String name) {
            return bench.plugins.findClass(name).value();
        }

        @Test
        void areFoundByNameInTheJarsOfTheirFolder() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            write(PluginJar.of("package p.more; class More {}"), "a/library.jar");
            bench.started(dir);
            assertEquals("p.a.Entry", found("p.a.Entry").getName());
            assertSame(found("p.a.Entry").getClassLoader(), found("p.more.More").getClassLoader());
            assertEquals("a", bench.plugins.findClass("p.more.More").plugin());
        }

        @Test
        void ofTheKitAndOfFoldersThatAreRefusedAreNot() throws Exception {
            write(Sources.jar("bad").api("2.0"), "bad/bad.jar");
            write(Sources.jar("good"), "good/good.jar");
            bench.started(dir);
            assertNull(bench.plugins.findClass("p.bad.Entry"));
            assertNull(bench.plugins.findClass("io.sockit.spi.Plugin"));
            assertNull(bench.plugins.findClass("java.lang.String"));
            assertNull(bench.plugins.findClass(""));
        }

        @Test
        void thatMayNotBeDefinedCannotBeLinked() throws Exception {
            write(Sources.jar("a").entry("java/x/Y.class", new byte[100]), "a/a.jar");
            bench.started(dir);
            LinkageError e =
                    assertThrows(LinkageError.class, () -> bench.plugins.findClass("java.x.Y"));
            assertInstanceOf(SecurityException.class, e.getCause());
        }

        @Test
        void holdTheirPluginWhilePinned() throws Exception {
            write(Sources.jar("a"), "a/a.jar");
            bench.started(dir);
            Contribution<Class<?>> entry = bench.plugins.findClass("p.a.Entry");
            assertTrue(entry.pin());
            assertEquals(
                    Errno.EBUSY,
                    assertThrows(ErrnoException.class, () -> bench.plugins.unload("a")).errno());
            entry.release();
            bench.plugins.unload("a");
            assertNull(bench.plugins.findClass("p.a.Entry"));
            assertFalse(entry.pin());
        }
    }
}
