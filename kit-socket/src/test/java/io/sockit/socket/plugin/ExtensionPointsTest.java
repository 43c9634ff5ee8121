package io.sockit.socket.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sockit.spi.Command;
import io.sockit.spi.Contribution;
import io.sockit.spi.ExtensionPoint;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.Extensions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The live view of an extension point.
class ExtensionPointsTest {
    @TempDir Path dir;

    private Bench bench;
    private ExtensionView<String, Command> view;
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        bench = new Bench().started();
        view = bench.plugins.extensions().of(Command.POINT);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void load(String name) throws Exception {
        Sources.jar(name).writeTo(dir.resolve(name + "/plugin.jar"));
        bench.plugins.load(dir.resolve(name));
    }

    private final class Notes implements ExtensionView.Listener<String, Command> {
        @Override
        public void added(String key, Contribution<Command> row) {
            heard.add("+" + key + " " + row.value().about() + " " + bench.strand.inside());
        }

        @Override
        public void removed(String key, Contribution<Command> row) {
            heard.add("-" + key + " " + row.value().about() + " " + bench.strand.inside());
        }
    }

    @Test
    void isKeyedByNameAndTypes() throws Exception {
        load("a");
        Extensions points = bench.plugins.extensions();
        var same = new ExtensionPoint<>("command", String.class, Command.class);
        var other = new ExtensionPoint<>("command", String.class, Runnable.class);
        assertSame(view.find("a"), points.of(same).find("a"));
        assertNull(points.of(other).find("a"));
    }

    @Nested
    class Listeners {
        @Test
        void hearOfWhatIsThereAndOfEveryChangeOnTheStrand() throws Exception {
            load("a");
            view.listen(new Notes());
            load("b");
            bench.plugins.unload("a");
            assertEquals(
                    List.of("+a p.a.Verb true", "+b p.b.Verb true", "-a p.a.Verb true"), heard);
        }

        @Test
        void mayBeAddedOnTheStrand() throws Exception {
            load("a");
            bench.strand.call(
                    () -> {
                        view.listen(new Notes());
                        return view;
                    });
            assertEquals(List.of("+a p.a.Verb true"), heard);
        }

        @Test
        void thatThrowKeepNoOtherFromHearing() throws Exception {
            view.listen(
                    new ExtensionView.Listener<>() {
                        @Override
                        public void added(String key, Contribution<Command> row) {
                            throw new StackOverflowError();
                        }

                        @Override
                        public void removed(String key, Contribution<Command> row) {
                            throw new IllegalStateException();
                        }
                    });
            view.listen(new Notes());
            load("a");
            bench.plugins.unload("a");
            assertEquals(2, heard.size());
        }

        @Test
        void liveAsLongAsTheirPlugin() throws Exception {
            bench.services.give(List.class, heard);
            String body =
                    """
                    @com.google.inject.Inject
                    Verb(io.sockit.spi.Extensions extensions, java.util.List heard) {
                        this(extensions.of(io.sockit.spi.Command.POINT), heard);
                    }
                    @SuppressWarnings("unchecked")
                    private Verb(
                            io.sockit.spi.ExtensionView<String, io.sockit.spi.Command> view,
                            java.util.List heard) {
                        view.listen(new io.sockit.spi.ExtensionView.Listener<>() {
                            @Override public void added(
                                    String key,
                                    io.sockit.spi.Contribution<io.sockit.spi.Command> row) {
                                heard.add(key);
                            }
                            @Override public void removed(
                                    String key,
                                    io.sockit.spi.Contribution<io.sockit.spi.Command> row) {}
                        });
                    }
                    """;
            PluginJar.of(Sources.plugin("ears"), Sources.verb("ears", body))
                    .provider("p.ears.Entry")
                    .writeTo(dir.resolve("ears/ears.jar"));
            load("a");
            bench.plugins.load(dir.resolve("ears"));
            assertEquals(List.of("a", "ears"), heard);
            bench.plugins.unload("ears");
            load("b");
            assertEquals(List.of("a", "ears"), heard);
        }
    }

    @Nested
    class Faults {
        @Test
        void areCountedAndTheLastIsKeptAsText() throws Exception {
            load("a");
            Contribution<Command> row = view.find("a");
            assertNull(bench.info("a").fault());
            row.fault(new IllegalStateException("first"));
            assertTrue(
                    bench.info("a")
                            .fault()
                            .startsWith("java.lang.IllegalStateException: first (at io.sockit"));
            row.fault(new IllegalStateException("second"));
            String last = bench.info("a").fault();
            assertTrue(last.contains("second") && last.endsWith("(2 faults)"), last);
        }

        @Test
        void ofHostileThrowablesHarmNobody() throws Exception {
            load("a");
            view.find("a")
                    .fault(
                            new RuntimeException() {
                                @Override
                                public String getMessage() {
                                    throw new OutOfMemoryError("not really");
                                }
                            });
            assertTrue(bench.info("a").fault().contains("ExtensionPointsTest"));
        }

        @Test
        void areNoErrorsOfTheMachine() throws Exception {
            load("a");
            view.find("a").fault(new OutOfMemoryError("not really"));
            assertNull(bench.info("a").fault());
        }

        @Test
        void areOfBoundedLength() throws Exception {
            load("a");
            view.find("a").fault(new IllegalStateException("x".repeat(1_000_000)));
            assertTrue(bench.info("a").fault().length() < 1_000);
        }

        @Test
        void ofGoneContributionsAreTaken() throws Exception {
            load("a");
            Contribution<Command> row = view.find("a");
            bench.plugins.unload("a");
            row.fault(new IllegalStateException("late"));
            assertThrows(IllegalStateException.class, row::value);
        }
    }
}
