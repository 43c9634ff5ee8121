package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;
import io.sockit.api.PluginInfo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A bad jar is named with what is wrong, and the host is as before.
class HostileJarsTest {
    @TempDir Path dir;

    private Path jar;
    private Bench bench;

    @BeforeEach
    void startWithAGoodPlugin() throws Exception {
        jar = dir.resolve("bad/bad.jar");
        Sources.jar("good").writeTo(dir.resolve("good/good.jar"));
        bench = new Bench().started();
        bench.plugins.load(dir.resolve("good"));
        bench.services.events.clear();
    }

    @AfterEach
    void theHostIsAsBefore() {
        assertEquals(List.of("good"), bench.verbs());
        assertEquals(List.of("good"), bench.plugins.all().stream().map(PluginInfo::name).toList());
        assertEquals("p.good.Verb", bench.verb("good").value().about());
        long opened = bench.services.events.stream().filter(e -> e.startsWith("open")).count();
        assertEquals(2 * opened, bench.services.events.size(), "what was opened is forgotten");
        bench.close();
    }

    @Nested
    class Archives {
        @Test
        void thatAreTruncated() throws Exception {
            Sources.jar("bad").writeTo(jar);
            byte[] whole = Files.readAllBytes(jar);
            Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
            refused("bad.jar", "cannot be read as a jar");
        }

        @Test
        void thatAreEmptyFiles() throws Exception {
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
            refused("bad.jar", "cannot be read as a jar");
        }

        @Test
        void withACorruptLibraryBesideThem() throws Exception {
            Sources.jar("bad").writeTo(jar);
            Files.writeString(jar.resolveSibling("library.jar"), "no jar");
            refused("library.jar", "cannot be read as a jar");
        }

        @Test
        void thatNameNoPlugin() throws Exception {
            PluginJar.of().writeTo(jar);
            refused("bad", "no jar of it names a plug-in");
        }

        @Test
        void whoseServiceFileIsEmpty() throws Exception {
            PluginJar.of().provider("# nothing").writeTo(jar);
            refused("bad", "its service files name no plug-in");
        }

        @Test
        void whoseServiceFileNamesAMissingClass() throws Exception {
            PluginJar.of().provider("p.bad.Entry").writeTo(jar);
            refused("bad.jar", "p.bad.Entry not found");
        }

        @Test
        void whoseServiceFileIsNonsense() throws Exception {
            PluginJar.of().provider("one two three").writeTo(jar);
            refused("bad.jar", "one two three not found");
        }

        @Test
        void whoseServiceFileNamesSomethingElse() throws Exception {
            PluginJar.of(Sources.verb("bad")).provider("p.bad.Verb").writeTo(jar);
            refused("bad.jar", "not a subtype");
        }

        @ParameterizedTest
        @CsvSource({"2.0", "0.9", "10.0", "''", "x"})
        void ofAnotherApiVersion(String version) throws Exception {
            Sources.jar("bad").api(version).writeTo(jar);
            refused("bad.jar", "Sockit-Api: " + version + " (expected: 1.x");
        }

        @Test
        void withoutAnApiVersion() throws Exception {
            Sources.jar("bad").api(null).writeTo(jar);
            refused("bad.jar", "Sockit-Api: null (expected: 1.x");
        }

        @Test
        void ofAFutureClassFileVersion() throws Exception {
            byte[] future = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0x7f, 0x7f};
            PluginJar.of().provider("p.bad.Entry").entry("p/bad/Entry.class", future).writeTo(jar);
            refused("bad.jar", "Entry");
        }

        @Test
        void withAClassFileOfGarbage() throws Exception {
            PluginJar.of()
                    .provider("p.bad.Entry")
                    .entry("p/bad/Entry.class", new byte[100])
                    .writeTo(jar);
            refused("bad.jar", "ClassFormatError");
        }
    }

    @Nested
    class Sizes {
        private static final String MANIFEST = "META-INF/MANIFEST.MF";
        private static final String SERVICES = "META-INF/services/io.sockit.spi.Plugin";

        @Test
        void ofAServiceFile() throws Exception {
            Sources.jar("bad").entry(SERVICES, "#".repeat(1 << 20).getBytes(UTF_8)).writeTo(jar);
            refused("bad.jar", SERVICES + ": larger than 16384 bytes");
        }

        @Test
        void ofAManifestOfALibrary() throws Exception {
            Sources.jar("bad").writeTo(jar);
            String sections =
                    IntStream.range(0, 200_000)
                            .mapToObj("Name: a%d\n\n"::formatted)
                            .collect(joining());
            library(MANIFEST, "Manifest-Version: 1.0\n\n" + sections);
            refused("library.jar", MANIFEST + ": larger than 1048576 bytes");
        }

        @Test
        void ofAManifestByAnotherSpelling() throws Exception {
            Sources.jar("bad").writeTo(jar);
            library("meta-inf/manifest.mf", "a".repeat(2 << 20));
            refused("library.jar", "larger than 1048576 bytes");
        }

        /// A class loader would read as many bytes as the jar's directory promises.
        @Test
        void ofAClass() throws Exception {
            PluginJar.of()
                    .provider("p.bad.Entry")
                    .entry("p/bad/Entry.class", new byte[(16 << 20) + 1])
                    .writeTo(jar);
            refused("bad.jar", "p/bad/Entry.class: larger than 16777216 bytes");
        }

        private void library(String... namesAndTexts) throws IOException {
            Path file = jar.resolveSibling("library.jar");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                    zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
                }
            }
        }
    }

    @Nested
    class Code {
        @Test
        void whoseLibraryIsMissing() throws Exception {
            PluginJar.of(Sources.plugin("bad"), Sources.verb("bad", "Object l = new Lib();"))
                    .against("package p.bad; public class Lib {}")
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused("bad.jar", "NoClassDefFoundError: p/bad/Lib");
        }

        @Test
        void whosePluginClassDoesNotLink() throws Exception {
            PluginJar.of(
                            """
                            package p.bad;
                            public class Entry extends Lib {}
                            """)
                    .against(
                            """
                            package p.bad;
                            public class Lib extends io.sockit.spi.PluginModule {
                                public Lib() { super("bad", "1.0"); }
                            }
                            """)
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused("bad.jar", "NoClassDefFoundError: p/bad/Lib");
        }

        @Test
        void whoseContributedClassIsMissing() throws Exception {
            Sources.jar("bad").without("p.bad.Verb").writeTo(jar);
            refused("bad.jar", "p/bad/Verb");
        }

        @Test
        void withoutAPublicConstructor() throws Exception {
            plugin("Entry() { super(\"bad\", \"1.0\"); }", "").writeTo(jar);
            refused("bad.jar", "p.bad.Entry");
        }

        @Test
        void throwingInTheConstructor() throws Exception {
            plugin("public Entry() { super(\"bad\", \"1\"); throw new Error(\"no\"); }", "")
                    .writeTo(jar);
            refused("bad.jar", "java.lang.Error: no");
        }

        @Test
        void throwingInAStaticInitialiser() throws Exception {
            plugin(
                            """
                            static { if (true) throw new IllegalStateException("static"); }
                            public Entry() { super("bad", "1.0"); }
                            """,
                            "")
                    .writeTo(jar);
            refused("bad.jar", "static");
        }

        @ParameterizedTest
        @CsvSource({"name", "version", "requires", "module"})
        void throwingInAnAnswer(String method) throws Exception {
            raw(method, "throw new IllegalStateException(\"no answer\")").writeTo(jar);
            refused("bad.jar", "IllegalStateException: no answer");
        }

        @ParameterizedTest
        @CsvSource({"name", "version", "requires", "module"})
        void answeringNull(String method) throws Exception {
            raw(method, "return null").writeTo(jar);
            refused("bad.jar", method + "()");
        }

        @ParameterizedTest
        @CsvSource({
            "name, 'return \"\" + (char) 27', name()",
            "version, 'return \"1\".repeat(101)', version()",
            "requires, 'return List.of(\"x\".repeat(1 << 24))', requires() failed",
            "requires, 'return java.util.Collections.nCopies(1 << 30, \"x\")', than 100"
        })
        void answeringWhatIsNoName(String method, String body, String reason) throws Exception {
            raw(method, body).writeTo(jar);
            refused("bad.jar", reason);
        }

        @ParameterizedTest
        @CsvSource({"name", "version", "requires", "module"})
        void recursingForEver(String method) throws Exception {
            raw(method, "return " + method + "()").writeTo(jar);
            refused("bad.jar", "StackOverflowError");
        }

        @Test
        void throwingInConfigure() throws Exception {
            plugin(
                            "public Entry() { super(\"bad\", \"1.0\"); }",
                            "throw new IllegalStateException(\"configure\");")
                    .writeTo(jar);
            refused("bad.jar", "IllegalStateException: configure");
        }

        @Test
        void recursingInConfigure() throws Exception {
            plugin("public Entry() { super(\"bad\", \"1.0\"); }", "configure();").writeTo(jar);
            refused("bad.jar", "StackOverflowError");
        }

        @Test
        void whoseContributionThrows() throws Exception {
            bad("Verb() { throw new IllegalStateException(\"verb\"); }");
            refused("bad.jar", "IllegalStateException: verb");
        }

        @Test
        void whoseContributionRecursesForEver() throws Exception {
            bad("Verb() { new Verb(); }");
            refused("bad.jar", "StackOverflowError");
        }

        @Test
        void whoseContributionThrowsInItsStaticInitialiser() throws Exception {
            bad("static { if (true) throw new IllegalStateException(\"static\"); }");
            refused("bad.jar", "static");
        }

        @Test
        void whoseContributionNeedsWhatNobodyGives() throws Exception {
            bad("@com.google.inject.Inject Verb(Runnable missing) {}");
            refused("bad.jar", "Runnable");
        }

        @Test
        void whoseExceptionThrowsWhenAsked() throws Exception {
            bad(
                    """
                    static class Sly extends RuntimeException {
                        @Override public String getMessage() { throw this; }
                        @Override public StackTraceElement[] getStackTrace() { throw this; }
                    }
                    Verb() { throw new Sly(); }
                    """);
            refused("bad.jar", "");
        }

        @Test
        void thatLoadsAnotherPluginMeanwhile() throws Exception {
            bench.services.give(io.sockit.api.Plugins.class, bench.plugins);
            bad(
                    """
                    @com.google.inject.Inject Verb(io.sockit.api.Plugins plugins) throws Exception {
                        plugins.unload("good");
                    }
                    """);
            refused("bad.jar", "EBUSY");
        }

        private void bad(String body) {
            PluginJar.of(Sources.plugin("bad"), Sources.verb("bad", body))
                    .provider("p.bad.Entry")
                    .writeTo(jar);
        }

        private static PluginJar plugin(String constructor, String configure) {
            return PluginJar.of(
                            """
                            package p.bad;
                            public final class Entry extends io.sockit.spi.PluginModule {
                                %s
                                @Override protected void configure() { %s }
                            }
                            """
                                    .formatted(constructor, configure))
                    .provider("p.bad.Entry");
        }

        /// A plug-in without the kit's help, one of whose answers is replaced.
        private static PluginJar raw(String method, String body) {
            String source =
                    """
                    package p.bad;
                    import com.google.inject.Module;
                    import java.util.List;
                    public final class Entry implements io.sockit.spi.Plugin {
                        public String name() { return "bad"; }
                        public String version() { return "1.0"; }
                        public List<String> requires() { return List.of(); }
                        public Module module() { return binder -> {}; }
                    }
                    """;
            return PluginJar.of(
                            source.replaceFirst(
                                    " " + method + "\\(\\) \\{ .*; }",
                                    " " + method + "() { " + body + "; }"))
                    .provider("p.bad.Entry");
        }
    }

    @Nested
    class Claims {
        @Test
        void onANameThatIsTaken() throws Exception {
            Sources.jar("good").writeTo(jar);
            refused(Errno.EEXIST, "bad.jar", "loaded from " + dir.resolve("good/good.jar"));
        }

        @Test
        void onAKeyThatIsTaken() throws Exception {
            PluginJar.of(Sources.pluginWithKey("bad", "good"), Sources.verb("bad"))
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused(
                    Errno.EEXIST,
                    "bad.jar",
                    "command good is held by plug-in good from " + dir.resolve("good/good.jar"));
        }

        @Test
        void onOneKeyTwice() throws Exception {
            PluginJar.of(
                            """
                            package p.bad;
                            public final class Entry extends io.sockit.spi.PluginModule {
                                public Entry() { super("bad", "1.0"); }
                                @Override protected void configure() {
                                    contribute(io.sockit.spi.Command.POINT, "k", Verb.class);
                                    contribute(io.sockit.spi.Command.POINT, "k", Other.class);
                                }
                            }
                            """,
                            Sources.verb("bad"),
                            Sources.verb("bad").replace("class Verb", "class Other"))
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused(Errno.EEXIST, "bad.jar", "command k is contributed twice");
        }

        @Test
        void onAKeyThatIsNull() throws Exception {
            PluginJar.of(
                            Sources.plugin("bad").replace("\"bad\", Verb", "null, Verb"),
                            Sources.verb("bad"))
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused("bad.jar", "command null");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4})
        void onAKeyThatThrows(int before) throws Exception {
            keyThatThrowsAfter(before);
            refused("bad.jar", "java.lang.Error: hash");
        }

        @Test
        void onAKeyThatThrowsOnceItIsLoaded() throws Exception {
            keyThatThrowsAfter(5);
            bench.plugins.load(jar.getParent());
            bench.plugins.unload("bad");
        }

        private void keyThatThrowsAfter(int times) {
            ofItsOwn(
                    """
                    int n;
                    public int hashCode() { if (n++ >= %d) throw new Error("hash"); return 1; }
                    """
                            .formatted(times));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\\u001b[2J", "k\\u202ey", "k\\u2028y", "k\\ud800"})
        void onAKeyThatCannotBePrinted(String key) throws Exception {
            ofItsOwn("public String toString() { return \"" + key + "\"; }");
            refused("bad.jar", "(expected: 1 to 200 printable characters)");
        }

        @Test
        void onAKeyOfAnyLength() throws Exception {
            ofItsOwn("public String toString() { return \"k\".repeat(1 << 24); }");
            refused("bad.jar", "(expected: 1 to 200 printable characters)");
        }

        /// A row of a point of its own.
        private void ofItsOwn(String key) {
            String point = "new io.sockit.spi.ExtensionPoint<>(\"own\", Key.class, Verb.class)";
            PluginJar.of(
                            Sources.plugin("bad")
                                    .replace(
                                            "io.sockit.spi.Command.POINT, \"bad\"",
                                            point + ", new Key()"),
                            Sources.verb("bad"),
                            "package p.bad; public final class Key { " + key + " }")
                    .provider("p.bad.Entry")
                    .writeTo(jar);
        }

        @Test
        void onARowOfAnotherType() throws Exception {
            PluginJar.of(
                            """
                            package p.bad;
                            public final class Entry extends io.sockit.spi.PluginModule {
                                public Entry() { super("bad", "1.0"); }
                                @SuppressWarnings({"unchecked", "rawtypes"})
                                @Override protected void configure() {
                                    Class type = String.class;
                                    contribute(io.sockit.spi.Command.POINT, "k", type);
                                }
                            }
                            """)
                    .provider("p.bad.Entry")
                    .writeTo(jar);
            refused("bad.jar", "java.lang.String");
        }

        @Test
        void onWhatIsNotLoaded() throws Exception {
            Sources.jar("bad", "other").writeTo(jar);
            refused(Errno.ENODEV, "bad.jar", "requires plug-in other, which is not loaded");
        }

        @Test
        void onItself() throws Exception {
            Sources.jar("bad", "bad").writeTo(jar);
            refused("bad.jar", "in a circle: bad -> bad");
        }

        @Test
        void keepTheRestOfTheirFolderOutToo() throws Exception {
            Sources.jar("bad").writeTo(jar);
            PluginJar.of(Sources.pluginWithKey("worse", "good", "bad"), Sources.verb("worse"))
                    .provider("p.worse.Entry")
                    .writeTo(jar.resolveSibling("worse.jar"));
            refused(Errno.EEXIST, "worse.jar", "command good is held");
        }
    }

    private void refused(String source, String reason) throws IOException {
        refused(Errno.EINVAL, source, reason);
    }

    private void refused(Errno errno, String source, String reason) {
        ErrnoException e =
                assertThrows(ErrnoException.class, () -> bench.plugins.load(jar.getParent()));
        assertEquals(errno, e.errno());
        assertTrue(e.getMessage().contains(source), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertEquals(null, e.getCause(), "a cause would hold the plug-in's classes");
    }
}
